package dev.tilth.track;

import dev.tilth.database.OwnSql;
import dev.tilth.plan.AppliedSeed;
import dev.tilth.plan.SeederStep;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeederSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The two messages that each seeder in one transaction costs: {@link Claims}. */
final class ClaimSql {

  private static final String TRACKER = "{tracker}";

  private static final String CLAIM =
      """
      INSERT INTO "{tracker}".seed AS s
             (name, mode, version, checksum, status, attempt_id, started_at, run_id)
      VALUES (?, ?, ?, ?, 'running', ?, pg_catalog.clock_timestamp(), ?)
      ON CONFLICT (name) DO UPDATE
      SET mode = excluded.mode, version = excluded.version, checksum = excluded.checksum,
          status = excluded.status, attempt_id = excluded.attempt_id, run_id = excluded.run_id,
          started_at = pg_catalog.clock_timestamp(), finished_at = NULL, duration = NULL,
          rows_inserted = NULL, rows_updated = NULL, rows_deleted = NULL, rows_unchanged = NULL,
          source_size = NULL, chunk_size = NULL
      WHERE s.attempt_id = ?
      """;

  private static final int CLAIM_PARAMETERS = 7;

  /** Not the row of a transaction that is over: {@code xmin} is who wrote it. */
  private static final String COMPLETE =
      """
      UPDATE "{tracker}".seed
      SET status = 'done', rows_inserted = ?, rows_updated = ?, rows_deleted = ?,
          rows_unchanged = ?, finished_at = pg_catalog.clock_timestamp(),
          duration = pg_catalog.clock_timestamp() - started_at
      WHERE name = ? AND attempt_id = ? AND xmin = pg_catalog.pg_current_xact_id()::xid
      """;

  private static final String ENTER =
      """
      INSERT INTO "{tracker}".step
             (run_id, position, kind, name, outcome, rows_inserted, rows_updated, rows_deleted,
              rows_unchanged, duration)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ? * interval '1 microsecond')
      """;

  private final String claim;
  private final String complete;

  ClaimSql(String schema) {
    this.claim = ClaimLimits.around(of(CLAIM, schema));
    this.complete = of(COMPLETE, schema) + ";\n" + of(ENTER, schema);
  }

  private static String of(String statement, String schema) {
    return OwnSql.marked(statement.replace(TRACKER, schema));
  }

  /** Whether the claim was won. */
  boolean claim(
      SeederStep step, UUID runId, UUID attempt, ClaimLimits limits, Connection connection)
      throws SQLException {
    SeederSpec spec = step.seeder().spec();
    try (PreparedStatement statement = connection.prepareStatement(claim)) {
      int next = limits.bind(statement, CLAIM_PARAMETERS);
      statement.setString(next++, spec.name());
      statement.setString(next++, spec.mode().name().toLowerCase(Locale.ROOT));
      statement.setInt(next++, spec.version());
      statement.setString(next++, step.seeder().checksum());
      statement.setObject(next++, attempt);
      statement.setObject(next++, runId);
      statement.setObject(next, step.seen().map(AppliedSeed::attempt).orElse(null), Types.OTHER);
      statement.execute();
      return secondCount(statement) == 1;
    }
  }

  /** Of the statement between its limits, which give rows. */
  private static int secondCount(PreparedStatement statement) throws SQLException {
    boolean unused = statement.getMoreResults();
    return statement.getUpdateCount();
  }

  /**
   * Whether the row was there and this transaction's; if not, the entry goes with the transaction.
   */
  boolean complete(UUID attempt, StepEntry entry, Connection connection) throws SQLException {
    StepRecord step = entry.step();
    try (PreparedStatement statement = connection.prepareStatement(complete)) {
      int next = set(statement, 1, step.rows());
      statement.setString(next++, step.name());
      statement.setObject(next++, attempt);
      statement.setObject(next++, entry.runId());
      statement.setInt(next++, entry.place());
      statement.setString(next++, step.kind());
      statement.setString(next++, step.name());
      statement.setString(next++, step.outcome());
      next = set(statement, next, step.rows());
      statement.setLong(next, step.duration().toNanos() / 1000);
      return statement.executeUpdate() == 1;
    }
  }

  /** The number of the next parameter. */
  private static int set(PreparedStatement statement, int first, Optional<RowCounts> rows)
      throws SQLException {
    int next = first;
    set(statement, next++, rows.map(RowCounts::inserted).orElse(null));
    set(statement, next++, rows.map(RowCounts::updated).orElse(null));
    set(statement, next++, rows.map(RowCounts::deleted).orElse(null));
    set(statement, next++, rows.map(RowCounts::unchanged).orElse(null));
    return next;
  }

  private static void set(PreparedStatement statement, int parameter, @Nullable Long value)
      throws SQLException {
    statement.setObject(parameter, value, Types.BIGINT);
  }
}
