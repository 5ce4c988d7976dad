package com.example.shop;

import dev.tilth.deploy.StartMode;
import java.time.Duration;
import java.util.Map;

/**
 * What the environment variables say.
 *
 * @param port of the HTTP server; 0 takes any that is free
 */
record Configuration(
    String jdbcUrl, String user, String password, int port, String environment, StartMode mode) {

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException that names the variable, if one is missing or wrong
   */
  static Configuration of(Map<String, String> variables) {
    return new Configuration(
        required(variables, "SHOP_JDBC_URL"),
        required(variables, "SHOP_DATABASE_USER"),
        required(variables, "SHOP_DATABASE_PASSWORD"),
        port(variables.getOrDefault("SHOP_PORT", "8080")),
        required(variables, "SHOP_ENVIRONMENT"),
        mode(variables.getOrDefault("SHOP_START", "verify")));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "%s as %s, port %d, environment %s, %s"
        .formatted(jdbcUrl, user, port, environment, mode);
  }

  private static String required(Map<String, String> variables, String name) {
    String value = variables.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "The environment variable %s is missing; README.md says what it is for.".formatted(name));
    }
    return value;
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "SHOP_PORT must be a number, but is '%s'.".formatted(text), e);
    }
  }

  private static StartMode mode(String word) {
    return switch (word) {
      case "verify" -> StartMode.VERIFY;
      case "await" -> StartMode.await(LONGEST_WAIT);
      case "deploy" -> StartMode.DEPLOY;
      default ->
          throw new IllegalArgumentException(
              "SHOP_START must be verify, await or deploy, but is '%s'.".formatted(word));
    };
  }
}
