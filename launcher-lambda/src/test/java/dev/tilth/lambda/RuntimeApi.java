package dev.tilth.lambda;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** Plays Lambda's Runtime API for one process (AWS Lambda Developer Guide, "Runtime API"). */
final class RuntimeApi implements AutoCloseable {

  private static final String VERSION = "/2018-06-01/runtime/";
  private static final long PATIENCE_SECONDS = 60;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<Offer> offers = new SynchronousQueue<>();
  private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();

  private final CountDownLatch ready = new CountDownLatch(1);
  private final CountDownLatch restored = new CountDownLatch(1);

  private RuntimeApi(HttpServer server) {
    this.server = server;
  }

  static RuntimeApi start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RuntimeApi api = new RuntimeApi(server);
    server.setExecutor(api.threads);
    server.createContext(VERSION, api::answer);
    server.start();
    return api;
  }

  /** One invocation on its way to the process. */
  private record Offer(String request, Duration time) {}

  /**
   * What the process told.
   *
   * @param path such as {@code init/error}, without the id of an invocation
   * @param body for an error, its type and message
   */
  record Said(String path, String body) {

    boolean isError() {
      return path.endsWith("error");
    }

    /** The class of what was thrown. */
    String errorType() {
      return body.replaceFirst("(?s).*\"errorType\":\"([^\"]+)\".*", "$1");
    }
  }

  /** For {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Hands an invocation to the process, whose time begins then; false if that does not ask for one.
   */
  boolean offer(String request, Duration time) throws InterruptedException {
    return offers.offer(new Offer(request, time), PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits until the process asks for its first invocation; false if it does not. */
  boolean awaitReady() throws InterruptedException {
    return ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** As if the process went on from a snapshot, for which it waits. */
  void restore() {
    restored.countDown();
  }

  /** What the process tells next; empty if it says nothing. */
  Optional<Said> hear() throws InterruptedException {
    return Optional.ofNullable(said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(VERSION.length());
    try (exchange) {
      switch (path) {
        case "invocation/next" -> next(exchange);
        case "restore/next" -> {
          said.add(new Said(path, ""));
          restored.await();
          send(exchange, 200, "");
        }
        default -> heard(exchange, path);
      }
    } catch (InterruptedException e) {
      // The test is over.
      Thread.currentThread().interrupt();
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    ready.countDown();
    Offer offer = offers.take();
    Headers headers = exchange.getResponseHeaders();
    headers.set("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
    headers.set(
        "Lambda-Runtime-Deadline-Ms",
        String.valueOf(Instant.now().plus(offer.time()).toEpochMilli()));
    headers.set(
        "Lambda-Runtime-Invoked-Function-Arn",
        "arn:aws:lambda:eu-west-1:111122223333:function:tilth");
    send(exchange, 200, offer.request());
  }

  private void heard(HttpExchange exchange, String path) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    said.add(new Said(path.replaceFirst("invocation/[^/]+/", ""), body));
    send(exchange, 202, "{\"status\":\"OK\"}");
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
