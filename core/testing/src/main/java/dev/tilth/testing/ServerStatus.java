package dev.tilth.testing;

/** What a {@link PostgresServer} is doing. */
public sealed interface ServerStatus {

  /** Takes connections, or is about to. */
  record Running(long pid, int port) implements ServerStatus {}

  /** Was stopped in good order. */
  record Stopped() implements ServerStatus {}

  /** Died without tidying up, as after kill -9 or a power cut; the next start recovers. */
  record Stale() implements ServerStatus {}

  /** Was never started, or was reset. */
  record Absent() implements ServerStatus {}
}
