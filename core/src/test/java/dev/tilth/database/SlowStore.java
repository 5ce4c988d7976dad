package dev.tilth.database;

import dev.tilth.spi.Secret;
import dev.tilth.spi.SecretStore;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Answers when it is told to, or fails at once. */
public final class SlowStore implements SecretStore {

  private static final long LONGEST_SECONDS = 60;

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch answered = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
  private volatile @Nullable RuntimeException failure;

  /** From now on it answers at once. */
  public void answer() {
    answered.countDown();
  }

  void failWith(RuntimeException newFailure) {
    failure = newFailure;
    answer();
  }

  /** Returns when a fetch is under way. */
  public void awaitAsked() throws InterruptedException {
    if (!begun.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("Nobody has asked.");
    }
  }

  int asked() {
    return asked.get();
  }

  /** The one that fetches. */
  Thread thread() {
    Thread fetching = thread.get();
    if (fetching == null) {
      throw new IllegalStateException("Nobody has asked.");
    }
    return fetching;
  }

  @Override
  public Secret fetch(String id) {
    asked.incrementAndGet();
    thread.set(Thread.currentThread());
    begun.countDown();
    try {
      if (!answered.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Nobody has let it answer.");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (failure != null) {
      throw failure;
    }
    return Secret.of("fresh");
  }

  @Override
  public Secret fetchAnew(String id) {
    return fetch(id);
  }
}
