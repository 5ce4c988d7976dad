package dev.tilth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.tilth.database.Renewal.Another;
import dev.tilth.database.Renewal.None;
import dev.tilth.spi.TilthException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that wait for a store which takes its time. */
@Timeout(60)
final class KeptLogInTest {

  private static final int THREADS = 8;
  private static final DatabaseAddress BARE = DatabaseAddress.parse("postgresql://u@h/d");
  private static final DatabaseAddress OLD = DatabaseAddress.parse("postgresql://u:old@h/d");

  private final TilthException stopped = new UnusableSecretException("x", "stopped", "");
  private final SlowStore store = new SlowStore();
  private final StopSignal stop = new StopSignal();
  private final KeptLogIn first = keptLogIn(BARE);
  private final KeptLogIn again = keptLogIn(OLD);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    store.answer();
    threads.shutdownNow();
  }

  @Test
  void allWhoNeedTheFirstLogInShareOneFetch() throws Exception {
    List<Future<DatabaseAddress>> waiting = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      waiting.add(threads.submit(() -> first.address(stop)));
    }
    store.awaitAsked();
    store.answer();

    for (Future<DatabaseAddress> each : waiting) {
      assertThat(each.get().password()).isPresent();
    }
    assertThat(store.asked()).isEqualTo(1);
  }

  @Test
  void aRunThatIsStoppedWaitsForNoFetch() throws Exception {
    Future<?> fetching = threads.submit(() -> first.address(stop));
    Future<?> waiting = threads.submit(() -> first.address(stop));
    store.awaitAsked();

    stop.fire(stopped);

    assertThatThrownBy(fetching::get).hasCause(stopped);
    assertThatThrownBy(waiting::get).hasCause(stopped);
    assertThatThrownBy(() -> first.address(stop)).isSameAs(stopped);
    assertThat(store.asked()).isEqualTo(1);
  }

  @Test
  void aRunThatIsStoppedAfterARefusalWaitsForNoFetchEither() throws Exception {
    Future<?> fetching = threads.submit(() -> again.after(OLD, stop));
    store.awaitAsked();

    stop.fire(stopped);

    assertThatThrownBy(fetching::get).hasCause(stopped);
  }

  @Test
  void anotherRunGetsTheLogInThatAStoppedOneLeftBehind() throws Exception {
    Future<?> left = threads.submit(() -> first.address(stop));
    Future<DatabaseAddress> staying = threads.submit(() -> first.address(new StopSignal()));
    store.awaitAsked();
    stop.fire(stopped);
    assertThatThrownBy(left::get).hasCause(stopped);

    store.answer();

    assertThat(staying.get()).isEqualTo(first.address(new StopSignal()));
    assertThat(first.current()).contains(staying.get());
    assertThat(store.asked()).isEqualTo(1);
  }

  @Test
  void whatFetchesKeepsNoProcessFromEnding() throws Exception {
    Future<?> fetching = threads.submit(() -> first.address(stop));
    store.awaitAsked();

    assertThat(fetching).isNotDone();
    assertThat(store.thread().isDaemon()).isTrue();
    assertThat(store.thread()).isNotSameAs(Thread.currentThread());
  }

  @Test
  void whileItIsAwaitedARunIsThereToBeStopped() throws Exception {
    Future<?> fetching = threads.submit(() -> first.address(stop));
    await().until(stop::isAwaited);
    store.answer();
    fetching.get();

    assertThat(stop.isAwaited()).isFalse();
  }

  @Test
  void aThreadThatIsInterruptedWaitsNoLonger() throws Exception {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread thread = new Thread(() -> failure.complete(catchThrowable(() -> first.address(stop))));
    thread.start();
    store.awaitAsked();

    thread.interrupt();

    assertThat(failure.get())
        .isInstanceOf(FetchInterruptedException.class)
        .hasMessageContaining("app/db")
        .hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void aFirstFetchThatFailsIsNotRepeatedAtOnce() {
    TilthException refusal = new NoSecretStoreException("app/db", 0);
    store.failWith(refusal);

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> first.address(stop)).isSameAs(refusal);
    }
    assertThat(store.asked()).isEqualTo(1);
  }

  @Test
  void aFirstFetchThatFailsIsRepeatedAfterARest() {
    TilthException refusal = new NoSecretStoreException("app/db", 0);
    store.failWith(refusal);
    assertThatThrownBy(() -> first.address(stop)).isSameAs(refusal);

    await()
        .pollInterval(100, TimeUnit.MILLISECONDS)
        .untilAsserted(() -> {
          assertThatThrownBy(() -> first.address(stop)).isSameAs(refusal);
          assertThat(store.asked()).isEqualTo(2);
        });
  }

  @Test
  void allWhoWereRefusedTogetherKnowThatTheLogInWasFetchedForThem() throws Exception {
    List<Future<Renewal>> waiting = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      waiting.add(threads.submit(() -> again.after(OLD, stop)));
    }
    store.awaitAsked();
    await().until(() -> waitingThreads() == THREADS);
    store.answer();

    for (Future<Renewal> each : waiting) {
      assertThat(each.get())
          .isInstanceOfSatisfying(Another.class, found -> assertThat(found.fetched()).isTrue());
    }
    assertThat(again.after(OLD, stop))
        .isInstanceOfSatisfying(Another.class, found -> assertThat(found.fetched()).isFalse());
    assertThat(store.asked()).isEqualTo(1);
  }

  @Test
  void aDefectOfAStoreIsThrownAndNotTakenForARefusal() {
    IllegalArgumentException defect = new IllegalArgumentException("defect");
    store.failWith(defect);

    assertThatThrownBy(() -> first.address(stop)).isSameAs(defect);
    assertThatThrownBy(() -> again.after(OLD, stop)).isSameAs(defect);
  }

  @Test
  void whatAStoreSaysOfItsFailureIsToldOnce() {
    store.failWith(new NoSecretStoreException("app/db", 0));

    assertThat(again.after(OLD, stop))
        .isInstanceOfSatisfying(
            None.class,
            none -> assertThat(none.tried()).contains("may have been changed", "app/db"));
  }

  private static long waitingThreads() {
    return Thread.getAllStackTraces().values().stream()
        .filter(trace ->
            List.of(trace).stream()
                .anyMatch(frame ->
                    frame.getClassName().equals(StopSignal.class.getName())
                        && frame.getMethodName().equals("await")))
        .count();
  }

  private KeptLogIn keptLogIn(DatabaseAddress given) {
    return new KeptLogIn(StoredSecret.in(store, "app/db"), Optional.of(given), address -> address);
  }
}
