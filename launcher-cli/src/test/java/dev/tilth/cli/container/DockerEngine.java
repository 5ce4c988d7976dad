package dev.tilth.cli.container;

import dev.tilth.cli.container.Command.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Docker engine that {@code DOCKER_HOST} names, or that of the machine, and a client that can
 * build on it.
 */
final class DockerEngine {

  /** A client that is first on the path may lack what another one has. */
  private static final List<String> CLIENTS = List.of("docker", "/usr/bin/docker");

  private final String client;

  private DockerEngine(String client) {
    this.client = client;
  }

  static Optional<DockerEngine> find() {
    return CLIENTS.stream().map(DockerEngine::new).filter(DockerEngine::works).findFirst();
  }

  private boolean works() {
    // Containers share the network of this machine with the database, as they do on Linux only.
    return run("version", "--format", "{{.Server.Os}}").out().strip().equals("linux")
        && System.getProperty("os.name").equals("Linux")
        && run("build", "--help").succeeded();
  }

  String client() {
    return client;
  }

  Command command(String... words) {
    return Command.of(Stream.concat(Stream.of(client), Stream.of(words)).toList())
        .with("DOCKER_BUILDKIT", "1");
  }

  Outcome run(String... words) {
    return command(words).run();
  }

  /** What it prints; fails where it fails. */
  String text(String... words) {
    return run(words).text();
  }

  /** Builds need their time, on a machine with other work too. */
  String build(List<String> words) {
    return command(Stream.concat(Stream.of("build"), words.stream()).toArray(String[]::new))
        .within(Duration.ofMinutes(10))
        .run()
        .text();
  }

  boolean has(String image) {
    return run("image", "inspect", image).succeeded();
  }
}
