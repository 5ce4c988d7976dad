package dev.tilth.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An HTTP server that answers as Secrets Manager, or as the extension, one answer a request. */
final class FakeService implements AutoCloseable {

  private static final String DRIPPING = "drop by drop";
  private static final Duration DROP = Duration.ofMillis(100);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  FakeService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** What comes next; after the last one there is no more. */
  FakeService then(int status, String body) {
    answers.add(new Answer(status, body, Duration.ZERO));
    return this;
  }

  /** What comes next, but late. */
  FakeService thenLate(Duration delay, String body) {
    answers.add(new Answer(200, body, delay));
    return this;
  }

  /** What comes next begins at once and never ends. */
  FakeService thenDripping() {
    answers.add(new Answer(200, DRIPPING, Duration.ZERO));
    return this;
  }

  /** An error as Secrets Manager tells it. */
  FakeService thenError(int status, String code, String message) {
    return then(status, "{\"__type\":\"%s\",\"Message\":\"%s\"}".formatted(code, message));
  }

  /** A secret. */
  FakeService thenSecret(String text) {
    return then(
        200,
        "{\"ARN\":\"arn:x\",\"Name\":\"app/db\",\"VersionStages\":[\"AWSCURRENT\"],\"SecretString\":\"%s\"}"
            .formatted(text.replace("\"", "\\\"")));
  }

  URI uri() {
    return URI.create("http://localhost:" + port());
  }

  int port() {
    return server.getAddress().getPort();
  }

  List<Request> requests() {
    return requests;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        new Request(
            exchange.getRequestURI().toString(),
            String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target")),
            String.valueOf(exchange.getRequestHeaders().getFirst("X-Aws-Parameters-Secrets-Token")),
            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
            body));
    Answer answer = next();
    await(answer.delay());
    if (answer.body().equals(DRIPPING)) {
      drip(exchange);
      return;
    }
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
    if (answer.status() == 302) {
      exchange.getResponseHeaders().add("Location", uri() + "/elsewhere");
    }
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  /** Until nobody listens any more. */
  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      while (closed.getCount() > 0) {
        out.write(' ');
        out.flush();
        await(DROP);
      }
    }
  }

  private synchronized Answer next() {
    Answer answer = answers.poll();
    return answer == null ? new Answer(500, "no further answer", Duration.ZERO) : answer;
  }

  private void await(Duration delay) {
    try {
      boolean over = closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
      if (over) {
        threads.shutdown();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  /** What was asked. */
  record Request(String path, String target, String token, String authorization, String body) {}

  private record Answer(int status, String body, Duration delay) {}
}
