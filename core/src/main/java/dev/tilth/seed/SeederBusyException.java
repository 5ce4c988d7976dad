package dev.tilth.seed;

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
    super(message(seeder, what, waited, whom));
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
