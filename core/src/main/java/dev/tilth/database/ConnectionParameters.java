package dev.tilth.database;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the parameters of a URL come to. The driver's properties may hold secrets. */
record ConnectionParameters(
    Map<String, String> driver,
    @Nullable String schema,
    @Nullable String applicationName,
    @Nullable Duration connectTimeout,
    boolean throughPooler,
    List<String> ignored) {

  static final ConnectionParameters NONE =
      new ConnectionParameters(Map.of(), null, null, null, false, List.of());

  ConnectionParameters {
    driver = Map.copyOf(driver);
    ignored = List.copyOf(ignored);
  }

  @Override
  public String toString() {
    return "ConnectionParameters[driver=%s, ignored=%s]".formatted(driver.keySet(), ignored);
  }
}
