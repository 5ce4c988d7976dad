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
   * Brings a table to what is declared. Set-based: one statement compares, one inserts, one
   * updates; a row that is already as the source has it is not rewritten. The rows of a table that
   * has none are inserted without a comparison, in the order of the source.
   *
   * <p>What a {@link TableMode#MIRROR} deletes while other rows refer to it, is deleted when the
   * seeder has ended, and is not in the counts yet.
   *
   * <p>The server converts values to the types of their columns. A header such as {@code role.code}
   * holds the business key of a row in another table and is resolved to that row: before the dot
   * stands the table that one of this table's foreign keys leads to, or, where several do, the
   * foreign key's own column ({@code role_id.code}).
   *
   * @return exact counts
   */
  RowCounts load(TableData data);

  /** The settings under {@code tilth.seeders.<this seeder's name>}, and secrets by reference. */
  SeederSettings settings();

  /** The environment that is deployed to, such as {@code dev}. */
  String environment();

  /** Stands still at the server's time at which this run started: two attempts see one instant. */
  InstantSource clock();
}
