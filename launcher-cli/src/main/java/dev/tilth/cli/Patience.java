package dev.tilth.cli;

import dev.tilth.database.StopSignal;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks again and again until a condition holds or the time is up. */
final class Patience {

  private static final Duration PAUSE = Duration.ofMillis(250);

  private final InstantSource clock;
  private final Duration timeout;
  private final StopSignal over = new StopSignal();

  Patience(InstantSource clock, Duration timeout) {
    this.clock = clock;
    this.timeout = timeout;
  }

  /** Is fired when the time is up: ends what a question waits for. */
  StopSignal over() {
    return over;
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
    TilthException unanswered = new UnansweredException();
    CompletableFuture.delayedExecutor(timeout.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
        .execute(() -> over.fire(unanswered));
    Answer answer = Answer.of(unanswered);
    while (true) {
      answer = ask(condition, answer);
      if (answer.missing().isEmpty()) {
        return;
      }
      if (over.reason().isPresent() || !clock.instant().isBefore(end)) {
        throw new WaitedInVainException(complaint, timeout, answer.missing(), answer.failure());
      }
      Thread.sleep(PAUSE);
    }
  }

  /**
   * Asks once.
   *
   * @param before what is still so if the time is up before there is an answer
   */
  private Answer ask(Condition condition, Answer before) {
    try {
      return new Answer(condition.missing(), null);
    } catch (TilthException e) {
      if (over.reason().filter(e::equals).isPresent()) {
        return before;
      }
      if (isPassing(e.kind())) {
        return Answer.of(e);
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

  private record Answer(String missing, @Nullable TilthException failure) {

    private static Answer of(TilthException failure) {
      return new Answer(String.valueOf(failure.getMessage()), failure);
    }
  }
}
