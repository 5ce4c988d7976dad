package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tilth.deploy.StartMode;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each way to start, in a process of its own. */
@PostgresTest
@Timeout(180)
final class ShopIT {

  private TestDatabase database;

  @BeforeEach
  void fresh(TestDatabase given) {
    database = given.another();
  }

  @Test
  void a_service_that_deploys_has_its_data_when_it_takes_requests() throws Exception {
    try (ShopProcess shop = ShopProcess.start(database, "deploy")) {
      int port = port(shop);
      awaitHealth(port);

      awaitCurrencies(port);
      assertThat(database.column("SELECT trigger, launcher FROM tilth.run"))
          .containsExactly("startup|shop");
    }
  }

  @Test
  void a_service_that_verifies_refuses_an_empty_database_and_says_what_is_missing()
      throws Exception {
    try (ShopProcess shop = ShopProcess.start(database, "verify")) {
      assertThat(shop.awaitLine("CurrencySeeder")).contains("CurrencySeeder (new)");
      assertThat(shop.awaitEnd()).isEqualTo(1);
    }
    assertThat(database.column("SELECT nspname FROM pg_namespace WHERE nspname = 'tilth'"))
        .isEmpty();
  }

  @Test
  void a_service_that_waits_is_not_ready_until_the_task_has_deployed() throws Exception {
    try (ShopProcess shop = ShopProcess.start(database, "await")) {
      int port = port(shop);
      HttpResponse<String> before = ShopProcess.get(port, "/health");
      assertThat(before.statusCode()).isEqualTo(503);
      assertThat(before.body()).contains("CurrencySeeder (new)");
      assertThat(ShopProcess.get(port, "/currencies").statusCode()).isEqualTo(404);

      ShopDatabase.tilth(database.dataSource(), "dev").start(StartMode.DEPLOY);

      awaitHealth(port);
      awaitCurrencies(port);
    }
  }

  private static int port(ShopProcess shop) throws Exception {
    return Integer.parseInt(shop.awaitLine("Port ").split(" ", 2)[1]);
  }

  private static void awaitHealth(int port) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> ShopProcess.get(port, "/health").statusCode() == 200);
  }

  private static void awaitCurrencies(int port) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> ShopProcess.get(port, "/currencies").body(),
            "CAD Canadian dollar\nEUR Euro\nISK Icelandic króna\n"::equals);
  }
}
