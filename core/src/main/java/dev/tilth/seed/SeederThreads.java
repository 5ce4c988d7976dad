package dev.tilth.seed;

import dev.tilth.database.StopSignal;
import dev.tilth.plan.SeederStep;
import dev.tilth.track.LogContext;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A crew of several threads, which end with it. Where the thread that owns it is interrupted, the
 * run is stopped and they are interrupted too; the owner stays interrupted in the end.
 */
final class SeederThreads implements Crew {

  private static final Logger LOG = LoggerFactory.getLogger(SeederThreads.class);

  private final int most;
  private final StopSignal stop;
  private final Function<List<SeederStep>, Settlement> work;
  private final Consumer<Settlement> unawaited;
  private final ExecutorService threads;
  private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
  private int atWork;
  private boolean interrupted;

  /**
   * @param work is done in these threads
   * @param unawaited told, by the owner's thread, of what ended while this was closed
   */
  SeederThreads(
      int most,
      StopSignal stop,
      Function<List<SeederStep>, Settlement> work,
      Consumer<Settlement> unawaited) {
    this.most = most;
    this.stop = stop;
    this.work = work;
    this.unawaited = unawaited;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            most, task -> new Thread(task, "tilth-seeder-" + number.incrementAndGet()));
  }

  @Override
  public boolean hasRoom() {
    return atWork < most;
  }

  @Override
  public void begin(List<SeederStep> steps) {
    threads.execute(LogContext.carried(() -> endings.add(ending(steps))));
    atWork++;
  }

  /** Whatever is thrown, a missing class or an exhausted heap, is the owner's to know. */
  @SuppressWarnings("PMD.AvoidCatchingThrowable")
  private Ending ending(List<SeederStep> steps) {
    try {
      Settlement settlement = work.apply(steps);
      if (Thread.currentThread().isInterrupted()) {
        stop.stopBeforeNextStep(new SeedingInterruptedException(null));
      }
      return new Ending.Returned(settlement);
    } catch (Throwable e) {
      return new Ending.Thrown(e);
    }
  }

  @Override
  public Settlement await() {
    Ending ending = next();
    atWork--;
    return switch (ending) {
      case Ending.Returned returned -> returned.settlement();
      case Ending.Thrown thrown -> throw unchecked(thrown.failure());
    };
  }

  private Ending next() {
    while (true) {
      try {
        return endings.take();
      } catch (InterruptedException e) {
        interrupted = true;
        stop.fire(new SeedingInterruptedException(e));
        threads.shutdownNow();
      }
    }
  }

  private static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("A seeder's thread ended.", failure);
  }

  @Override
  public void close() {
    threads.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    for (Ending ending : endings) {
      switch (ending) {
        case Ending.Returned returned -> unawaited.accept(returned.settlement());
        case Ending.Thrown thrown -> LOG.error("Another seeder failed too.", thrown.failure());
      }
    }
  }

  /** How the work of some steps ended. */
  private sealed interface Ending {

    record Returned(Settlement settlement) implements Ending {}

    record Thrown(Throwable failure) implements Ending {}
  }
}
