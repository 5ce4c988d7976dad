package com.example.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import dev.tilth.Tilth;
import dev.tilth.deploy.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The service: its health endpoint answers from the beginning, the others once {@link #start} has
 * returned.
 */
final class Shop implements AutoCloseable {

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final Configuration configuration;
  private final HikariDataSource pool;
  private final Tilth tilth;
  private final Readiness readiness;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private Shop(Configuration configuration, HttpServer server) {
    this.configuration = configuration;
    this.server = server;
    pool = ShopDatabase.pool(configuration);
    tilth = ShopDatabase.tilth(pool, configuration.environment());
    readiness = tilth.readiness(Duration.ofSeconds(2));
  }

  /** Answers on the port from now on that it is not ready. */
  static Shop open(Configuration configuration) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(configuration.port()), 0);
    Shop shop = new Shop(configuration, server);
    server.createContext("/health", shop::health);
    server.setExecutor(shop.threads);
    server.start();
    return shop;
  }

  /** Returns once the database has what this build needs, and then takes requests. */
  void start() {
    tilth.start(configuration.mode());
    Currencies currencies = new Currencies(pool);
    server.createContext("/currencies", exchange -> answer(exchange, OK, currencies.text()));
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    pool.close();
  }

  private void health(HttpExchange exchange) throws IOException {
    Readiness.Answer answer = readiness.check();
    answer(exchange, answer.isReady() ? OK : UNAVAILABLE, String.join("\n", answer.reasons()));
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      byte[] body = text.concat("\n").getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
