package dev.tilth.lambda;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One entry of a state's {@code Retry}, and how often it was used since the state was entered. */
final class Retrier {

  private static final Set<String> FIELDS =
      Set.of("ErrorEquals", "IntervalSeconds", "BackoffRate", "MaxDelaySeconds", "MaxAttempts");

  private final Map<String, Object> fields;
  private int attempts;

  private Retrier(Map<String, Object> fields) {
    this.fields = fields;
    if (!FIELDS.containsAll(fields.keySet())) {
      throw new AssertionError("Of a retry, only these are played: " + FIELDS);
    }
  }

  static List<Retrier> of(Object retry) {
    return Json.list(retry).stream().map(Json::map).map(Retrier::new).toList();
  }

  /** The errors that it is for. */
  List<String> errors() {
    return Json.list(fields.getOrDefault("ErrorEquals", List.of())).stream()
        .map(Object::toString)
        .toList();
  }

  /** How long to wait before the next attempt; empty: there is none. */
  Optional<Duration> next() {
    if (attempts >= number("MaxAttempts")) {
      return Optional.empty();
    }
    double seconds = number("IntervalSeconds") * Math.pow(number("BackoffRate"), attempts);
    attempts++;
    double longest = fields.containsKey("MaxDelaySeconds") ? number("MaxDelaySeconds") : seconds;
    return Optional.of(Duration.ofSeconds((long) Math.min(seconds, longest)));
  }

  private double number(String field) {
    return new BigDecimal(String.valueOf(fields.get(field))).doubleValue();
  }
}
