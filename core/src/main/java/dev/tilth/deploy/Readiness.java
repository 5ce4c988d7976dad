package dev.tilth.deploy;

import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells health endpoints whether the database has what this build needs. Safe for use by any number
 * of threads.
 *
 * <ol>
 *   <li>Once the answer is {@link Ready}, it stays so, and costs nothing: what is deployed is not
 *       taken back. Whether the database can be reached later on is the business of other checks.
 *   <li>Until then, one look at a time is taken, on a daemon thread of its own and at most once a
 *       second, whoever asks; those who ask meanwhile share its answer.
 *   <li>Nobody waits longer than the limit. A look that takes longer goes on, and no second one is
 *       begun before it has ended.
 * </ol>
 */
public final class Readiness {

  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Supplier<Shortfall> check;
  private final Duration limit;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock();
  private @Nullable Look last;
  private volatile boolean ready;

  Readiness(Supplier<Shortfall> check, Duration limit, InstantSource clock) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(
          "The limit of a readiness check must be more than zero, but is %s.".formatted(limit));
    }
    this.check = check;
    this.limit = limit;
    this.clock = clock;
  }

  /** What was found. */
  public sealed interface Answer {

    /** Whether it is {@link Ready}. */
    default boolean isReady() {
      return this instanceof Ready;
    }

    /** Why not, in full sentences without secrets; none where it is ready. */
    List<String> reasons();
  }

  /** Nothing is missing. */
  public record Ready() implements Answer {

    @Override
    public List<String> reasons() {
      return List.of();
    }
  }

  /** Something is missing, or the database cannot be asked. */
  public record NotReady(List<String> reasons) implements Answer {

    public NotReady {
      reasons = List.copyOf(reasons);
    }

    private static NotReady because(String reason) {
      return new NotReady(List.of(reason));
    }
  }

  /** Answers within the limit. Throws nothing, whatever becomes of the database. */
  public Answer check() {
    if (ready) {
      return new Ready();
    }
    try {
      return look().get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LOG.debug("A look at the database is not at its end.", e);
      return NotReady.because(
          "The database has not answered within %d ms.".formatted(limit.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NotReady.because("The thread that asked was interrupted before there was an answer.");
    } catch (ExecutionException e) {
      LOG.warn("The readiness check failed in a way that nobody has foreseen.", e.getCause());
      return NotReady.because(
          "The check itself failed (%s); the log tells more."
              .formatted(Optional.ofNullable(e.getCause()).orElse(e).getClass().getName()));
    }
  }

  /** The one under way, or the last one if it is fresh, or a new one. */
  private CompletableFuture<Answer> look() {
    turn.lock();
    try {
      Instant now = clock.instant();
      Look known = last;
      if (known != null && (!known.answer.isDone() || now.isBefore(known.begun.plus(FRESH)))) {
        return known.answer;
      }
      Look next = new Look(now, new CompletableFuture<>());
      Thread thread = new Thread(() -> answer(next.answer), "tilth-readiness");
      thread.setDaemon(true);
      thread.start();
      last = next;
      return next.answer;
    } finally {
      turn.unlock();
    }
  }

  private void answer(CompletableFuture<Answer> answer) {
    try {
      Shortfall shortfall = check.get();
      ready = shortfall.isNone();
      answer.complete(ready ? new Ready() : new NotReady(shortfall.lacks()));
    } catch (TilthException e) {
      answer.complete(NotReady.because(String.valueOf(e.getMessage())));
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }

  private record Look(Instant begun, CompletableFuture<Answer> answer) {}
}
