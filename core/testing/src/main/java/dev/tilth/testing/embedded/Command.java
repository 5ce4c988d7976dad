package dev.tilth.testing.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, within a time limit. */
public final class Command {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private Command() {}

  /** Output of the program, both streams together. */
  public static String run(List<String> command) {
    Result result = attempt(command);
    if (result.exitCode() != 0) {
      throw new CommandFailedException(
          program(command), "ended with code " + result.exitCode(), result.output());
    }
    return result.output();
  }

  /** A program that is not there has the code of a shell's 'command not found'. */
  public static Result attempt(List<String> command) {
    try {
      // A file, not a pipe: a server that inherited a pipe would keep the reader waiting.
      Path output = Files.createTempFile("tilth", ".out");
      try {
        return run(command, output);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Result run(List<String> command, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    // PGDATA, PGPORT and their like would change what the programs do.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    Process process;
    try {
      process = builder.start();
    } catch (IOException notFound) {
      return new Result(127, String.valueOf(notFound.getMessage()));
    }
    int code = await(process, program(command));
    return new Result(code, Files.readString(output, StandardCharsets.ISO_8859_1));
  }

  private static int await(Process process, String program) {
    try {
      process.getOutputStream().close();
      if (process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      throw new CommandFailedException(program, "did not end in " + LIMIT, "(unknown)");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException(program, "was interrupted", "(unknown)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String program(List<String> command) {
    return command.stream()
        .filter(word -> word.startsWith("/"))
        .findFirst()
        .orElse(command.getFirst());
  }

  /** How a program ended, and what it wrote. */
  public record Result(int exitCode, String output) {}
}
