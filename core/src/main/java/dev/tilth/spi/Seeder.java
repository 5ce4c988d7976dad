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
 * serialization failure or a lock time-out. Keep nothing in fields from one attempt to the next.
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
}
