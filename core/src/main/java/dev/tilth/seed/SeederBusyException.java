package dev.tilth.seed;

import dev.tilth.plan.AppliedSeed;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.util.Optional;

/** Others were at work for as long as this run was willing to wait for them. */
public final class SeederBusyException extends TilthException {

  private static final long serialVersionUID = 1L;

  private SeederBusyException(
      String seeder, String what, Duration waited, Optional<String> whom, Throwable cause) {
    super(message(seeder, what, waited, whom), cause);
  }

  private SeederBusyException(String seeder, String what, Duration waited, Optional<String> whom) {
    this(message(seeder, what, waited, whom));
  }

  private SeederBusyException(String message) {
    super(message);
  }

  /** A rival has claimed the seeder and neither commits nor rolls back. */
  static SeederBusyException claimed(
      String seeder, Duration waited, Optional<String> whom, Throwable cause) {
    return new SeederBusyException(
        seeder, "for another session that has claimed it", waited, whom, cause);
  }

  /** A step is at work that no other transaction may run beside. */
  static SeederBusyException keptOff(String seeder, Duration waited, Optional<String> whom) {
    return new SeederBusyException(
        seeder, "for a migration that runs outside a transaction", waited, whom);
  }

  /** Another run loads it in chunks, which this run cannot share. */
  static SeederBusyException inChunks(AppliedSeed now) {
    return new SeederBusyException(
        "Seeder %s is being loaded in chunks by another run%s. This run has written nothing of it. Run again when that has ended."
            .formatted(
                now.name(), now.incomplete().map(chunks -> ": " + chunks.words()).orElse("")));
  }

  /** Another worker keeps a chunk that this run cannot take up. */
  static SeederBusyException chunkAtWork(String seeder, ChunkShare share, Duration waited) {
    return new SeederBusyException(
        "Seeder %s waited %d ms for chunks that other sessions are at work on; %s. What is written stays. Run again when they have ended, or wait longer with --lock-wait."
            .formatted(seeder, waited.toMillis(), share.words()));
  }

  private static String message(
      String seeder, String what, Duration waited, Optional<String> whom) {
    return ("Seeder %s waited %d ms %s: %s. Nothing of it was written. Run again when that has"
            + " ended, or wait longer with --lock-wait.")
        .formatted(seeder, waited.toMillis(), what, whom.orElse("who that is could not be seen"));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.LOCK_BUSY;
  }
}
