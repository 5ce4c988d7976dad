package dev.tilth.data;

import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeederSettings;
import dev.tilth.spi.TableData;
import org.jooq.DSLContext;

/**
 * Loads declared data in the transaction that the context stands in. Immutable; runs on the thread
 * that calls it.
 *
 * <ol>
 *   <li>Read the table's columns, unique constraints and foreign keys from the catalogue.
 *   <li>Match the source's header with them and settle the key.
 *   <li>Create a temporary table with the target's types and stream the source into it by COPY: the
 *       server converts. Memory does not grow with the file.
 *   <li>Compare, update, insert: see {@link Merge}.
 *   <li>Move the sequences past ids that the source gives, and drop the temporary table.
 * </ol>
 *
 * <p>Every failure names file, line, column and value. After one the transaction can only be rolled
 * back. READ COMMITTED is assumed, and a connection that unwraps to {@link
 * org.postgresql.PGConnection}.
 */
public final class TableLoad {

  private final DSLContext sql;
  private final String environment;
  private final SeederSettings settings;

  /**
   * @param sql on a connection with an open transaction
   * @param environment whose overlays count
   * @param settings of the seeder that loads, for the secrets that its rows refer to
   */
  public TableLoad(DSLContext sql, String environment, SeederSettings settings) {
    this.sql = sql;
    this.environment = environment;
    this.settings = settings;
  }

  /** Brings the table to what is declared; the counts are exact. */
  public RowCounts load(TableData data) {
    return switch (data.mode()) {
      case INSERT_MISSING, MERGE ->
          sql.connectionResult(
              connection -> new Load(connection, data, environment, placeholders()).run());
      case MIRROR ->
          throw new IllegalStateException(
              "Table %s is declared as a mirror, which is not there yet.".formatted(data.table()));
    };
  }

  /** A variable of the environment is a secret like any other, whatever a row calls it. */
  private Placeholders placeholders() {
    return new Placeholders(settings::secret);
  }
}
