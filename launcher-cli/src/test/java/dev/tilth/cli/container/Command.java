package dev.tilth.cli.container;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A program that is run to its end. */
record Command(List<String> words, Map<String, String> variables, Duration limit) {

  private static final Duration USUAL_LIMIT = Duration.ofMinutes(3);

  static Command of(List<String> words) {
    return new Command(words, Map.of(), USUAL_LIMIT);
  }

  Command with(String variable, String value) {
    return new Command(words, Map.of(variable, value), limit);
  }

  Command within(Duration time) {
    return new Command(words, variables, time);
  }

  /** A program that is not there ends like one that fails. */
  Outcome run() {
    try {
      Path out = Files.createTempFile("out", ".txt");
      Path err = Files.createTempFile("err", ".txt");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(variables);
        return new Outcome(exitCode(builder, err), Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int exitCode(ProcessBuilder builder, Path err) throws IOException {
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      Files.writeString(err, e.toString());
      return Outcome.NOT_FOUND;
    }
    try {
      if (process.waitFor(limit.toSeconds(), SECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      throw new AssertionError("Not done after %s: %s".formatted(limit, words));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted: " + words, e);
    }
  }

  /** What came of it. */
  record Outcome(int exitCode, String out, String err) {

    /** That of shells. */
    static final int NOT_FOUND = 127;

    boolean succeeded() {
      return exitCode == 0;
    }

    /**
     * What it printed, without the line feed at the end.
     *
     * @throws AssertionError if it failed
     */
    String text() {
      if (!succeeded()) {
        throw new AssertionError("Exit code %d: %s%s".formatted(exitCode, out, err));
      }
      return out.stripTrailing();
    }
  }
}
