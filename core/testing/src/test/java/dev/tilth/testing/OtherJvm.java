package dev.tilth.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A JVM of its own that starts a server, tells where it is, and then does what it is told. */
final class OtherJvm implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private OtherJvm(Process process) {
    this.process = process;
    this.output = process.inputReader(UTF_8);
  }

  static OtherJvm run(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new OtherJvm(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  String line() throws IOException {
    return Objects.requireNonNull(output.readLine(), "The other JVM ended without a word.");
  }

  /** Closes its input, so that it ends in good order. */
  void end() throws IOException {
    process.getOutputStream().close();
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /** As kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Starts the persistent server of a directory and ends. */
  static final class Starter {

    private Starter() {}

    public static void main(String[] arguments) {
      System.out.println(PostgresServer.at(Path.of(arguments[0])).start());
    }
  }

  /** Starts a test server and waits to be killed, or for the end of its input. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      System.out.println(TestServer.start().database().value("SHOW data_directory"));
      System.out.println(System.in.read());
    }
  }
}
