package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.deploy.StartMode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConfigurationTest {

  private final Map<String, String> variables =
      new HashMap<>(
          Map.of(
              "SHOP_JDBC_URL", "jdbc:postgresql://localhost/shop",
              "SHOP_DATABASE_USER", "shop",
              "SHOP_DATABASE_PASSWORD", "s3cret",
              "SHOP_ENVIRONMENT", "dev"));

  @Test
  void a_service_verifies_its_database_on_port_8080_unless_it_is_told_otherwise() {
    assertThat(Configuration.of(variables).mode()).isEqualTo(StartMode.VERIFY);
    assertThat(Configuration.of(variables).port()).isEqualTo(8080);
  }

  @Test
  void the_three_ways_to_start_have_their_words() {
    variables.put("SHOP_START", "await");
    assertThat(Configuration.of(variables).mode()).isInstanceOf(StartMode.Await.class);

    variables.put("SHOP_START", "deploy");
    assertThat(Configuration.of(variables).mode()).isEqualTo(StartMode.DEPLOY);

    variables.put("SHOP_START", "migrate");
    assertThatThrownBy(() -> Configuration.of(variables)).hasMessageContaining("'migrate'");
  }

  @Test
  void what_is_missing_is_named_and_the_password_is_not_shown() {
    assertThat(Configuration.of(variables)).asString().doesNotContain("s3cret");

    variables.remove("SHOP_ENVIRONMENT");
    assertThatThrownBy(() -> Configuration.of(variables)).hasMessageContaining("SHOP_ENVIRONMENT");
  }
}
