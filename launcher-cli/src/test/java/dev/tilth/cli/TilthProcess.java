package dev.tilth.cli;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the start script of the distribution, as a person or a workflow does. */
final class TilthProcess {

  private static final Path DISTRIBUTION = Path.of(System.getProperty("tilth.distribution", ""));
  private static final long LIMIT_SECONDS = 300;

  /** A shell lets what it runs in the background ignore Ctrl-C, this build and its children too. */
  private static final List<String> WITH_SIGNALS =
      Files.exists(Path.of("/proc/self/status"))
          ? List.of("env", "--default-signal=INT,TERM")
          : List.of();

  private final Process process;
  private final Path out;
  private final Path err;

  private TilthProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static TilthProcess start(Path directory, Map<String, String> variables, String... args) {
    List<String> command = new ArrayList<>(WITH_SIGNALS);
    command.add(DISTRIBUTION.resolve("bin/tilth").toString());
    command.addAll(List.of(args));
    return start(directory, variables, command);
  }

  /** Runs commands of a shell that finds {@code tilth}, its jars and a {@code java}. */
  static TilthProcess shell(Path directory, Map<String, String> variables, String commands) {
    return start(directory, variables, List.of("sh", "-c", onPath(commands)));
  }

  /**
   * The same where a person sits at a terminal, which takes all that is not redirected. Of the two
   * programs that are called {@code script}, this knows that of Linux and that of BSD and macOS.
   */
  static TilthProcess terminal(Path directory, Map<String, String> variables, String commands) {
    List<String> script =
        WITH_SIGNALS.isEmpty()
            ? List.of("script", "-q", "/dev/null", "sh", "-c", onPath(commands))
            : List.of("script", "-q", "-e", "-c", onPath(commands), "/dev/null");
    return start(directory, variables, script);
  }

  private static String onPath(String commands) {
    String start =
        """
        export PATH="%s/bin:%s/bin:$PATH" TILTH_LIB="%s/lib"
        """
            .formatted(DISTRIBUTION, System.getProperty("java.home"), DISTRIBUTION);
    return start + commands;
  }

  private static TilthProcess start(
      Path directory, Map<String, String> variables, List<String> command) {
    try {
      Path out = Files.createTempFile(directory, "out", ".txt");
      Path err = Files.createTempFile(directory, "err", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(TilthProcess::couldDisturb);
      builder.environment().put("TILTH_JAVA_HOME", System.getProperty("java.home"));
      builder.environment().putAll(variables);
      return new TilthProcess(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean couldDisturb(String variable) {
    return variable.startsWith("TILTH_")
        || variable.startsWith("GITHUB_")
        || variable.endsWith("DATABASE_URL")
        || variable.startsWith("DATABASE_SECRET");
  }

  /** Sends a signal to the JVM, which the start script has become. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /** What standard output has so far. */
  String printed() {
    return read(out);
  }

  /** What standard error has so far. */
  String logged() {
    return read(err);
  }

  Outcome outcome() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("The command did not end within %d s.".formatted(LIMIT_SECONDS));
    }
    return new Outcome(process.exitValue(), read(out), read(err));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What came of it. */
  record Outcome(int exitCode, String out, String err) {

    /** How many JSON documents standard output has; fails where it is anything else. */
    int jsonDocuments() {
      int documents = 0;
      int depth = 0;
      try (JsonParser parser = new JsonFactory().createParser(out)) {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
          depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
          documents += depth == 0 ? 1 : 0;
        }
      } catch (IOException e) {
        throw new AssertionError("Not JSON: " + out, e);
      }
      return documents;
    }
  }
}
