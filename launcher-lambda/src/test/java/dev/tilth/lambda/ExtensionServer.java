package dev.tilth.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Plays the AWS Parameters and Secrets extension, with one secret. */
final class ExtensionServer implements AutoCloseable {

  static final String SECRET_ID = "dev/db";

  private static final String TOKEN = "the-functions-session-token";

  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile String secret;

  private ExtensionServer(HttpServer server, String secret) {
    this.server = server;
    this.secret = secret;
  }

  static ExtensionServer holding(String secret) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExtensionServer extension = new ExtensionServer(server, secret);
    server.createContext("/secretsmanager/get", extension::answer);
    server.start();
    return extension;
  }

  /** What a function has where the extension is one of its layers. */
  Map<String, String> variables() {
    return Map.of(
        "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", String.valueOf(server.getAddress().getPort()),
        "AWS_SESSION_TOKEN", TOKEN,
        "TILTH_DATABASE_SECRET_ID", SECRET_ID);
  }

  int requests() {
    return requests.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.incrementAndGet();
      boolean known =
          TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Aws-Parameters-Secrets-Token"))
              && ("secretId=" + SECRET_ID).equals(exchange.getRequestURI().getQuery());
      byte[] body =
          "{\"Name\": \"%s\", \"SecretString\": \"%s\"}"
              .formatted(SECRET_ID, secret.replace("\"", "\\\""))
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(known ? 200 : 403, known ? body.length : -1);
      if (known) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
