package dev.tilth.migrate;

import dev.tilth.database.FailedAttempt;
import dev.tilth.database.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The failed attempts at each script of a run. */
final class Attempts {

  private final Map<String, Instant> begun = new HashMap<>();
  private final Map<String, Instant> firstFailure = new HashMap<>();
  private final Map<String, List<FailedAttempt>> failed = new HashMap<>();

  /** Remembers when the first attempt began. */
  void begin(String script, Instant now) {
    begun.putIfAbsent(script, now);
  }

  /**
   * Whether another attempt may follow the one at work, which has just failed, perhaps before the
   * script began.
   */
  boolean permitAnother(String script, RetryPolicy policy, Instant now) {
    begin(script, now);
    firstFailure.putIfAbsent(script, now);
    Duration elapsed = Duration.between(firstFailure.getOrDefault(script, now), now);
    return policy.allows(of(script).size() + 1, elapsed);
  }

  void add(String script, FailedAttempt attempt) {
    failed.computeIfAbsent(script, first -> new ArrayList<>()).add(attempt);
  }

  List<FailedAttempt> of(String script) {
    return failed.getOrDefault(script, List.of());
  }

  /** Since the first attempt began. */
  Duration since(String script, Instant now) {
    return Duration.between(begun.getOrDefault(script, now), now);
  }
}
