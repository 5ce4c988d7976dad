package dev.tilth.spi;

import java.time.InstantSource;
import org.jooq.DSLContext;

/**
 * What a running seeder may use. Belongs to one attempt of one seeder and to the thread that runs
 * it; afterwards it must not be touched.
 */
public interface SeedContext {

  /**
   * SQL on the seeder's own transaction. Its connection refuses commit, rollback and changes of
   * auto-commit: the transaction's end belongs to Tilth. {@code DSLContext.transaction} works and
   * makes savepoints.
   */
  DSLContext sql();

  /**
   * Rows for a table, by business key.
   *
   * @param table the table's name, with its schema unless it lies on the search path
   */
  TableSeed table(String table);

  /** The settings under {@code tilth.seeders.<this seeder's name>}, and secrets by reference. */
  SeederSettings settings();

  /** The environment that is deployed to, such as {@code dev}. */
  String environment();

  /** Stands still at the server's time at which this run started: two attempts see one instant. */
  InstantSource clock();
}
