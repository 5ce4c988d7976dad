package dev.tilth.lambda;

import dev.tilth.lambda.RuntimeApi.Said;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The function's archive, unpacked, in a process of its own under Lambda's runtime interface
 * client.
 */
final class Sandbox implements AutoCloseable {

  /** Set by Lambda for Java (AWS Lambda Developer Guide, "Customize Java runtime startup"). */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx384m",
          "--enable-native-access=ALL-UNNAMED",
          "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");

  private final RuntimeApi api;
  private final Process process;
  private final Path log;

  private Sandbox(RuntimeApi api, Process process, Path log) {
    this.api = api;
    this.process = process;
    this.log = log;
  }

  /** Unpacks the archive that was built. */
  static Path unpack(Path directory) throws IOException {
    try (ZipFile archive = new ZipFile(System.getProperty("tilth.function"))) {
      for (ZipEntry entry : archive.stream().filter(file -> !file.isDirectory()).toList()) {
        Path file = directory.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        try (InputStream content = archive.getInputStream(entry)) {
          Files.copy(content, file);
        }
      }
    }
    return directory;
  }

  /**
   * Starts a process.
   *
   * @param root where the archive was unpacked
   * @param variables those of the function, beside what Lambda sets
   * @param options more of them, for Java
   */
  static Sandbox start(Path root, Map<String, String> variables, String... options)
      throws IOException {
    RuntimeApi api = RuntimeApi.start();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of(options));
    command.add(nativeClient(root));
    command.addAll(
        List.of("-cp", runtime(), "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"));
    command.add(TilthHandler.class.getName());
    Path log = Files.createTempFile(root, "sandbox", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
    builder.environment().put("LAMBDA_TASK_ROOT", root.toString());
    builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", "tilth");
    builder.environment().put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    builder.environment().put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    builder.environment().put("AWS_REGION", "eu-west-1");
    builder.environment().putAll(variables);
    return new Sandbox(api, builder.start(), log);
  }

  /**
   * The client's native part, which it would put where all processes of this machine find the same
   * one.
   */
  private static String nativeClient(Path root) throws IOException {
    String arch = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch_64";
    String name = "libaws-lambda-jni.linux-%s.so".formatted(arch);
    Path file = Files.createTempFile(root, "client", ".so");
    try (InputStream content = ClassLoader.getSystemResourceAsStream("jni/" + name)) {
      if (content == null) {
        throw new AssertionError("The runtime interface client has no " + name);
      }
      Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=" + file;
  }

  /** What is Lambda's, and not in the archive. */
  private static String runtime() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> entry.matches(".*(aws-lambda-java|awssdk.(annotations|utils-lite)).*"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * One invocation, to its end.
   *
   * @param time until Lambda would end the process
   */
  Said invoke(String request, Duration time) throws InterruptedException {
    offer(request, time);
    return hear();
  }

  /** Begins one. */
  void offer(String request, Duration time) throws InterruptedException {
    if (!api.offer(request, time)) {
      throw new AssertionError("The process asks for no invocation: " + log());
    }
  }

  /** Waits until the process asks for its first invocation. */
  void awaitReady() throws InterruptedException {
    if (!api.awaitReady()) {
      throw new AssertionError("The process asks for no invocation: " + log());
    }
  }

  /** As if the process went on from a snapshot. */
  void restore() {
    api.restore();
  }

  /** What the process tells next. */
  Said hear() throws InterruptedException {
    return api.hear().orElseThrow(() -> new AssertionError("The process says nothing: " + log()));
  }

  /** One with the most time that Lambda gives. */
  Said invoke(String request) throws InterruptedException {
    return invoke(request, Duration.ofMinutes(15));
  }

  /** As Lambda does it at the deadline. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new AssertionError("The process cannot be killed.");
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Everything on its standard output and error. */
  String log() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    api.close();
  }
}
