package com.example.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tilth.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The service in a process of its own, as a platform starts it. */
final class ShopProcess implements AutoCloseable {

  private static final long LIMIT_SECONDS = 60;

  private final Process process;
  private final BufferedReader output;

  private ShopProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(UTF_8);
  }

  static ShopProcess start(TestDatabase database, String mode) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            java, "-Xmx128m", "-cp", System.getProperty("java.class.path"), Main.class.getName());
    builder
        .environment()
        .putAll(
            Map.of(
                "SHOP_JDBC_URL",
                database.jdbcUrl(),
                "SHOP_DATABASE_USER",
                database.user(),
                "SHOP_DATABASE_PASSWORD",
                database.password(),
                "SHOP_ENVIRONMENT",
                "dev",
                "SHOP_PORT",
                "0",
                "SHOP_START",
                mode));
    return new ShopProcess(builder.redirectErrorStream(true).start());
  }

  /** Reads what it prints up to a line with these words, and gives that line. */
  String awaitLine(String words) throws IOException {
    StringBuilder read = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains(words)) {
        return line;
      }
      read.append(line).append('\n');
    }
    throw new AssertionError("The service ended without '%s':%n%s".formatted(words, read));
  }

  /** Its exit code. */
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("The service still runs after %d s.".formatted(LIMIT_SECONDS));
    }
    return process.exitValue();
  }

  static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://localhost:%d%s".formatted(port, path));
      return client.send(
          HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }
}
