package dev.tilth.aws;

import dev.tilth.spi.Secret;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long a fetch takes at most, with all that belongs to it: neither an answer that drips nor a
 * source of credentials is bounded by the SDK.
 */
record Limit(Duration time) {

  private static final String NEXT =
      "Check that this machine reaches Secrets Manager, and what gives it credentials of AWS: in a"
          + " task of ECS that is 169.254.170.2.";

  /** Does this on a daemon thread, which is left to itself when the time is over. */
  Secret on(String id, Callable<Secret> fetch) {
    FutureTask<Secret> task = new FutureTask<>(fetch);
    Thread.ofPlatform().daemon().name("tilth-aws").start(task);
    try {
      return task.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw SecretNotFetchedException.forNow(
          id, "there was no answer within %d s".formatted(time.toSeconds()), NEXT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SecretNotFetchedException.forNow(
          id, "the thread was interrupted", "Run again; the database was not touched.");
    } catch (ExecutionException e) {
      throw failure(e);
    } finally {
      task.cancel(true);
    }
  }

  private static RuntimeException failure(ExecutionException failure) {
    return switch (failure.getCause()) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case null, default -> new IllegalStateException(failure);
    };
  }
}
