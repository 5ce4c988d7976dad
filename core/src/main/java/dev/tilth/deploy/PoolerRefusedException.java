package dev.tilth.deploy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** Migrations were asked for over a connection on which no lock can be held. */
public final class PoolerRefusedException extends TilthException {

  private static final long serialVersionUID = 1L;

  private PoolerRefusedException(String message) {
    super(message);
  }

  static PoolerRefusedException throughPooler(String database, int migrations) {
    return new PoolerRefusedException(
        ("%d migrations are pending, and %s is reached through a connection pooler in transaction"
                + " mode, where the run lock would mean nothing. Nothing was written. Set"
                + " DIRECT_DATABASE_URL to the address of the server itself; if the pooler gives"
                + " every client a session of its own, say --pooler=session. Seeding alone works"
                + " through the pooler.")
            .formatted(migrations, database));
  }

  static PoolerRefusedException throughPooler(String database) {
    return new PoolerRefusedException(
        ("%s is reached through a connection pooler in transaction mode, where the run lock would"
                + " mean nothing. Nothing was written. Set DIRECT_DATABASE_URL to the address of"
                + " the server itself; if the pooler gives every client a session of its own, say"
                + " --pooler=session.")
            .formatted(database));
  }

  static PoolerRefusedException withoutLock(int migrations) {
    return new PoolerRefusedException(
        ("%d migrations are pending, and they need the run lock, which --no-lock leaves out."
                + " Nothing was written. Run without --no-lock.")
            .formatted(migrations));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
