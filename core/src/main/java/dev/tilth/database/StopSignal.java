package dev.tilth.database;

import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks a run to end before it is done. The first reason stays. Safe for use by several threads.
 *
 * <ol>
 *   <li>Loops call {@link #check} before each step and wait with {@link #sleep} only; a long step
 *       of which no statement is a part calls {@link #checkWithinStep}, or waits for another thread
 *       with {@link #await}.
 *   <li>{@link #fire} also runs the listeners, which cancel the statements at work; {@link
 *       #stopBeforeNextStep} lets them end.
 * </ol>
 */
public final class StopSignal {

  private final AtomicReference<@Nullable TilthException> reason = new AtomicReference<>();
  private final AtomicBoolean fired = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** One that is fired with this one, or by itself. Close it when its run has ended. */
  public Child child() {
    return new Child(this);
  }

  /** Stops what is at work, for this reason. */
  public void fire(TilthException why) {
    set(why);
    if (fired.compareAndSet(false, true)) {
      listeners.forEach(Runnable::run);
    }
  }

  /** Lets the step that is at work end. */
  public void stopBeforeNextStep(TilthException why) {
    set(why);
  }

  private void set(TilthException why) {
    reason.compareAndSet(null, why);
    stopped.countDown();
  }

  public Optional<TilthException> reason() {
    return Optional.ofNullable(reason.get());
  }

  /**
   * Returns if nobody has stopped the run.
   *
   * @throws TilthException the reason
   */
  public void check() {
    reason()
        .ifPresent(why -> {
          throw why;
        });
  }

  /**
   * The same in the midst of a step: returns as long as the one at work may end.
   *
   * @throws TilthException the reason
   */
  public void checkWithinStep() {
    if (fired.get()) {
      check();
    }
  }

  /**
   * Waits this long.
   *
   * @throws TilthException the reason, as soon as the run is stopped
   * @throws InterruptedException if the thread is interrupted
   */
  public void sleep(Duration time) throws InterruptedException {
    if (stopped.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
      check();
    }
  }

  /**
   * Waits for what another thread works on, and may go on working on without the run.
   *
   * @throws TilthException the reason, as soon as the run is stopped by {@link #fire}
   * @throws RuntimeException what the work failed with, if it did; so with errors
   * @throws InterruptedException if the thread is interrupted
   */
  <T> T await(CompletableFuture<T> work) throws InterruptedException {
    CompletableFuture<Void> firing = new CompletableFuture<>();
    Registration registration = onFire(() -> firing.complete(null));
    try {
      var unused = CompletableFuture.anyOf(work, firing).get();
      if (!work.isDone()) {
        check();
      }
      return work.get();
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      registration.close();
    }
  }

  /** None of the work of this project fails with anything else. */
  private static RuntimeException rethrown(@Nullable Throwable failure) {
    return switch (failure) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case null, default -> new IllegalStateException(failure);
    };
  }

  /** Whether a run is there to be stopped. */
  public boolean isAwaited() {
    return !listeners.isEmpty();
  }

  /** Has this run by the thread that fires, at once if that has happened. */
  Registration onFire(Runnable listener) {
    listeners.add(listener);
    if (fired.get()) {
      listener.run();
    }
    return () -> listeners.remove(listener);
  }

  /** Ends with {@link #close}. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** The signal of one run. */
  public static final class Child implements AutoCloseable {

    private final StopSignal signal = new StopSignal();
    private final Registration registration;

    private Child(StopSignal parent) {
      registration = parent.onFire(() -> parent.reason().ifPresent(signal::fire));
    }

    public StopSignal signal() {
      return signal;
    }

    @Override
    public void close() {
      registration.close();
    }
  }
}
