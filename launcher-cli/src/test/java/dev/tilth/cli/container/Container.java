package dev.tilth.cli.container;

import dev.tilth.cli.container.Command.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One run of the image, as strict as a platform can be: a file system that is read-only but for
 * {@code /tmp}, no capabilities, no new privileges. Removed when it is closed.
 */
final class Container implements AutoCloseable {

  private final DockerEngine engine;
  private final String name = "tilth-test-" + UUID.randomUUID();

  private Container(DockerEngine engine) {
    this.engine = engine;
  }

  /** Options of {@code docker run} besides those that every run has. */
  record Options(List<String> words) {

    static final Options NONE = new Options(List.of());

    Options with(String... more) {
      List<String> all = new ArrayList<>(words);
      all.addAll(List.of(more));
      return new Options(all);
    }

    Options variable(String variable, String value) {
      return with("--env", variable + "=" + value);
    }

    /** The working directory. */
    Options files(Path directory) {
      return with("--volume", directory + ":/work:ro");
    }
  }

  static Container start(DockerEngine engine, Options options, String... arguments) {
    Container container = new Container(engine);
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                "--detach",
                "--name",
                container.name,
                "--network=host",
                "--read-only",
                "--tmpfs=/tmp",
                "--cap-drop=ALL",
                "--security-opt=no-new-privileges"));
    words.addAll(options.words());
    words.add(TestImage.TAG);
    words.addAll(List.of(arguments));
    engine.text(words.toArray(String[]::new));
    return container;
  }

  /** Runs it to its end. */
  static Outcome run(DockerEngine engine, Options options, String... arguments) {
    try (Container container = start(engine, options, arguments)) {
      return container.outcome();
    }
  }

  /** Once it has ended. */
  Outcome outcome() {
    int exitCode = Integer.parseInt(engine.text("wait", name));
    Outcome logs = engine.run("logs", name);
    return new Outcome(exitCode, logs.out(), logs.err());
  }

  /** What a platform does that wants it to end: SIGTERM, and SIGKILL after this many seconds. */
  void stop(int seconds) {
    engine.text("stop", "--time", String.valueOf(seconds), name);
  }

  /** The paths of all files and directories, without the first slash. */
  List<String> files() {
    return listing("--list").lines().toList();
  }

  /** Directories and files that any user may write, links aside. */
  String writable() {
    return listing("--list --verbose")
        .lines()
        .filter(line -> line.matches("[-d].{7}w.*"))
        .map(line -> line.replaceAll(".* ", ""))
        .collect(Collectors.joining(" "));
  }

  private String listing(String options) {
    String pipe = "'%s' export %s | tar %s".formatted(engine.client(), name, options);
    return Command.of(List.of("sh", "-c", pipe)).run().text();
  }

  /** A field of {@code docker inspect}. */
  String state(String field) {
    return engine.text("inspect", "--format", "{{" + field + "}}", name);
  }

  @Override
  public void close() {
    engine.text("rm", "--force", name);
  }
}
