package dev.tilth.cli;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Asks again and again until a condition holds or the time is up. */
final class Patience {

  private static final Duration PAUSE = Duration.ofMillis(250);

  private final InstantSource clock;
  private final Duration timeout;

  Patience(InstantSource clock, Duration timeout) {
    this.clock = clock;
    this.timeout = timeout;
  }

  /**
   * Asks at least once.
   *
   * @param complaint what is the matter when the time is up, without a full stop
   * @throws WaitedInVainException when the time is up
   * @throws TilthException at once, if waiting does not help
   */
  void until(String complaint, Condition condition) throws InterruptedException {
    Instant end = clock.instant().plus(timeout);
    while (true) {
      Answer answer = ask(condition);
      if (answer.missing().isEmpty()) {
        return;
      }
      if (!clock.instant().isBefore(end)) {
        throw new WaitedInVainException(complaint, timeout, answer.missing(), answer.failure());
      }
      Thread.sleep(PAUSE);
    }
  }

  private static Answer ask(Condition condition) {
    try {
      return new Answer(condition.missing(), null);
    } catch (TilthException e) {
      if (isPassing(e.kind())) {
        return new Answer(String.valueOf(e.getMessage()), e);
      }
      throw e;
    }
  }

  /**
   * A server that starts refuses log-ins for a while too; a database that nobody has deployed to
   * belongs to no environment yet.
   */
  private static boolean isPassing(FailureKind kind) {
    return kind == FailureKind.DATABASE_UNREACHABLE || kind == FailureKind.DECISION_NEEDED;
  }

  /** Asked for repeatedly. */
  interface Condition {
    /** What is missing, as a sentence; empty if nothing is. */
    String missing();
  }

  private record Answer(String missing, @Nullable TilthException failure) {}
}
