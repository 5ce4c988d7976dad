package dev.tilth.spi;

/**
 * Puts one kind of data into the database, once.
 *
 * <ol>
 *   <li>Tilth opens a transaction (READ COMMITTED) and claims the seeder's row in the tracker.
 *   <li>It calls {@link #seed}: everything written through the context is part of that transaction.
 *   <li>It completes the tracker's row and commits. Rows and record become visible together, or
 *       neither does.
 * </ol>
 *
 * <p>Effects outside the database (mail, files, HTTP) are not covered: a rolled back attempt is run
 * again, also within one run, when the connection is lost or the server reports a deadlock, a
 * serialization failure or a lock time-out. Keep nothing in fields from one attempt to the next. A
 * seeder that has such effects says so with {@link #hasEffectsOutside}.
 */
public interface Seeder {

  /** The same value at every call, without I/O. */
  SeederSpec spec();

  /**
   * Writes the data.
   *
   * @param context the seeder's own transaction and what it may use; not valid after the return
   * @throws Exception rolls the transaction back; the seeder counts as never run. With an {@link
   *     java.sql.SQLException} of something that passes anywhere in the causes, it is tried again
   */
  void seed(SeedContext context) throws Exception;

  /**
   * Whether {@link #seed} does anything that a rollback does not take back, such as sending mail,
   * calling a service or writing a file. The same value at every call, without I/O.
   *
   * <p>A rehearsal, which rolls everything back, leaves such a seeder out and names it; seeders
   * that depend on it are rehearsed without what it would have written. Reading from outside is no
   * effect.
   *
   * @return false unless the author says otherwise: the seeder writes nothing but rows
   */
  default boolean hasEffectsOutside() {
    return false;
  }
}
