package dev.tilth.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Answers every request as AWS Secrets Manager would, always alike, or not at all. */
final class SecretsManagerServer implements AutoCloseable {

  private final HttpServer server;
  private final int status;
  private final String body;
  private final List<String> targets = new CopyOnWriteArrayList<>();

  private final CountDownLatch silence;

  private SecretsManagerServer(int status, String body) throws IOException {
    this(status, body, new CountDownLatch(0));
  }

  private SecretsManagerServer(int status, String body, CountDownLatch silence) throws IOException {
    this.silence = silence;
    this.status = status;
    this.body = body;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** With this text of a secret. */
  static SecretsManagerServer holding(String text) throws IOException {
    return new SecretsManagerServer(
        200, "{\"Name\":\"app/db\",\"SecretString\":\"%s\"}".formatted(text.replace("\"", "\\\"")));
  }

  static SecretsManagerServer refusing(String code, String message) throws IOException {
    return new SecretsManagerServer(
        400, "{\"__type\":\"%s\",\"Message\":\"%s\"}".formatted(code, message));
  }

  static SecretsManagerServer failing() throws IOException {
    return new SecretsManagerServer(500, "{}");
  }

  /** Takes every request and says nothing. */
  static SecretsManagerServer silent() throws IOException {
    return new SecretsManagerServer(500, "{}", new CountDownLatch(1));
  }

  /** What a process has to be told to ask here. */
  Map<String, String> variables() {
    return Map.of(
        "AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://localhost:" + server.getAddress().getPort(),
        "AWS_REGION", "eu-west-1",
        "AWS_ACCESS_KEY_ID", "key",
        "AWS_SECRET_ACCESS_KEY", "key",
        "AWS_EC2_METADATA_DISABLED", "true");
  }

  /** What was asked for, such as {@code secretsmanager.GetSecretValue}. */
  List<String> targets() {
    return targets;
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    targets.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target")));
    awaitSilence();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private void awaitSilence() {
    try {
      silence.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    silence.countDown();
    server.stop(0);
  }
}
