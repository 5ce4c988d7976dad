package dev.tilth.proof;

import dev.tilth.deploy.Report;
import dev.tilth.deploy.StartMode;
import dev.tilth.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A deployment of the {@link Portal} by a JVM of its own. */
final class PortalProcess implements AutoCloseable {

  private static final String READY = "ready";
  private static final long LIMIT_SECONDS = 120;

  /** Cheap to start, as the command's own start script has it. */
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx128m",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          "-Dorg.jooq.no-logo=true",
          "-Dorg.jooq.no-tips=true");

  /** The environment variable that makes it a service which deploys when it starts. */
  private static final String REPLICA = "PORTAL_REPLICA";

  private final Process process;
  private final BufferedReader output;
  private final Path errors;

  private PortalProcess(Process process, Path errors) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.errors = errors;
  }

  static PortalProcess start(TestDatabase database) {
    return start(database, PortalProcess::run);
  }

  /**
   * Starts one.
   *
   * @param how runs the command
   */
  static PortalProcess start(TestDatabase database, Function<ProcessBuilder, Process> how) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    try {
      Path errors = Files.createTempFile("tilth-portal", ".err");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
      builder.environment().put("PORTAL_URL", database.url());
      return new PortalProcess(how.apply(builder), errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PortalProcess startReplica(TestDatabase database) {
    return start(
        database,
        builder -> {
          builder.environment().put(REPLICA, "yes");
          return run(builder);
        });
  }

  /** How long these take, from the start of the first one to the end of the last one. */
  static long millisOf(int processes, TestDatabase database) throws InterruptedException {
    List<PortalProcess> started = new ArrayList<>();
    try {
      long start = System.nanoTime();
      for (int i = 0; i < processes; i++) {
        started.add(start(database));
      }
      for (PortalProcess process : started) {
        if (process.exitCode() != 0) {
          throw new AssertionError(process.errors());
        }
      }
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    } finally {
      started.forEach(PortalProcess::close);
    }
  }

  /** Waits until it is about to begin. */
  void awaitReady() {
    try {
      String line = output.readLine();
      if (!READY.equals(line)) {
        throw new AssertionError("The process said '%s'. %s".formatted(line, errors()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As kill -9 does; false if it had ended by itself. */
  boolean kill() throws InterruptedException {
    boolean alive = process.isAlive();
    process.destroyForcibly();
    // 128 + 9: it may end by itself between the two lines.
    return alive && exitCode() == 137;
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      String threads = threads();
      process.destroyForcibly();
      throw new AssertionError(
          "The process did not end within %d s. %s%n%s"
              .formatted(LIMIT_SECONDS, errors(), threads));
    }
    return process.exitValue();
  }

  /** What its threads are doing. */
  private String threads() throws InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    ProcessBuilder builder =
        new ProcessBuilder(jcmd.toString(), String.valueOf(process.pid()), "Thread.print")
            .redirectErrorStream(true);
    try {
      Process dump = builder.start();
      String threads = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      dump.waitFor();
      return threads;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it wrote to its standard error. */
  String errors() {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Files.deleteIfExists(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process run(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The other JVM. */
  static final class Main {

    private Main() {}

    public static void main(String[] arguments) {
      String url = System.getenv("PORTAL_URL");
      System.out.println(READY);
      if (System.getenv(REPLICA) != null) {
        Portal.tilth(url).start(StartMode.DEPLOY);
        System.exit(0);
      }
      Report report =
          System.getenv(Portions.CHOSEN) == null
              ? Portal.tilth(url).deploy()
              : Portions.rival(url).seed();
      report.failure().ifPresent(failure -> System.err.println(failure.getMessage()));
      System.exit(report.exitCode());
    }
  }
}
