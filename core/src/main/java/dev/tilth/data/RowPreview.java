package dev.tilth.data;

import dev.tilth.plan.RowChanges;
import dev.tilth.spi.TableData;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Map;

/**
 * Tells what a load would do, without writing. Nothing is written but a temporary table, within the
 * caller's transaction, from a savepoint that is rolled back to.
 *
 * <p>A source that cannot be right (a value, a key, a reference, a row of another seeder) is
 * reported by the exception that the load would throw. What only the writing shows is not foreseen:
 * violated constraints, triggers, rows that others refer to, and what rivals do meanwhile.
 */
public final class RowPreview {

  private final Connection connection;
  private final LoadTerms terms;

  /**
   * @param connection with an open transaction
   * @param terms of the seeder that would load
   */
  public RowPreview(Connection connection, LoadTerms terms) {
    this.connection = connection;
    this.terms = terms;
  }

  /**
   * The changes of one load.
   *
   * @param prior what is done before; nothing but that excuses a missing table or reference
   * @param most how many rows to show at most; number and digest are those of all anyway
   */
  public RowChanges of(TableData data, Prior prior, int most) throws SQLException {
    Savepoint start = connection.setSavepoint();
    try {
      return new Preview(connection, data, terms).run(prior, most);
    } finally {
      connection.rollback(start);
      connection.releaseSavepoint(start);
    }
  }

  /**
   * Judges what was foreseen as the load would where somebody has seen it.
   *
   * @throws dev.tilth.spi.TilthException if it deletes more rows than its declaration allows, or
   *     any where the policy never allows it
   */
  public void judge(TableData data, RowChanges.Known changes) {
    long deleted = changes.counts().deleted();
    terms.seen(Map.of(data.table(), deleted)).checkMirror(data, changes.table(), deleted);
  }
}
