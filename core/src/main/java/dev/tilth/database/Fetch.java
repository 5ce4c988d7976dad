package dev.tilth.database;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One question to a store of secrets, whose answer all who wait for it share. Goes on where nobody
 * waits any more, on a daemon thread, which keeps no process from ending.
 */
final class Fetch {

  private final Optional<DatabaseAddress> refused;
  private final CompletableFuture<Renewal> answer = new CompletableFuture<>();
  private volatile long ended;

  /**
   * Begins nothing yet.
   *
   * @param refused the log-in that the server refused; empty where there is none yet
   */
  Fetch(Optional<DatabaseAddress> refused) {
    this.refused = refused;
  }

  void begin(Runnable work) {
    Thread.ofPlatform().daemon().name("tilth-secret").start(work);
  }

  Optional<DatabaseAddress> refused() {
    return refused;
  }

  CompletableFuture<Renewal> answer() {
    return answer;
  }

  void end(Renewal outcome) {
    ended = System.nanoTime();
    answer.complete(outcome);
  }

  void fail(Throwable failure) {
    ended = System.nanoTime();
    answer.completeExceptionally(failure);
  }

  /**
   * Whether what comes of it is what would come of another one: it is under way, or ended less than
   * {@link DatabaseAccess#REST} ago.
   */
  boolean answersFor(Optional<DatabaseAddress> other) {
    return isAfter(other)
        && (!answer.isDone() || System.nanoTime() - ended < DatabaseAccess.REST.toNanos());
  }

  private boolean isAfter(Optional<DatabaseAddress> other) {
    return refused.map(mine -> other.filter(mine::logsInAs).isPresent()).orElseGet(other::isEmpty);
  }
}
