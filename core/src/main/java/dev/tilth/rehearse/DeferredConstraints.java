package dev.tilth.rehearse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Judges deferred constraints at the end of a step, as the step's own commit would. Afterwards each
 * is deferred or not as it was declared, since a step finds it so at the beginning of its own
 * transaction.
 *
 * <p>Named one by one, since ALL would hold for constraints too that later steps create, for the
 * rest of the transaction (PostgreSQL manual, "SET CONSTRAINTS"). A name means all constraints that
 * bear it within a schema, of which one may not be deferrable; these stay immediate. What this user
 * may not name, since the schema is closed to it, is not judged.
 */
final class DeferredConstraints {

  private static final String NAMES =
      """
      SELECT pg_catalog.string_agg(named.name, ', '),
             pg_catalog.string_agg(named.name, ', ') FILTER (WHERE named.deferred)
      FROM (
        SELECT pg_catalog.format('%I.%I', n.nspname, c.conname) AS name,
               pg_catalog.bool_or(c.condeferred)
                 AND pg_catalog.bool_and(c.condeferrable) AS deferred
        FROM pg_catalog.pg_constraint c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.connamespace
        WHERE pg_catalog.has_schema_privilege(n.oid, 'USAGE')
          AND (n.nspname !~ '^pg_temp_' OR n.oid = pg_catalog.pg_my_temp_schema())
        GROUP BY 1
        HAVING pg_catalog.bool_or(c.condeferrable)
      ) named
      """;

  private final Connection connection;

  DeferredConstraints(Connection connection) {
    this.connection = connection;
  }

  /**
   * Fires what was deferred.
   *
   * @throws DeferredConstraintException if one does not hold
   */
  void judge(String step) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      String all;
      String deferred;
      try (ResultSet names = statement.executeQuery(NAMES)) {
        names.next();
        all = names.getString(1);
        deferred = names.getString(2);
      }
      if (all != null) {
        fire(all, step, statement);
      }
      if (deferred != null) {
        statement.execute("SET CONSTRAINTS %s DEFERRED".formatted(deferred));
      }
    }
  }

  private static void fire(String names, String step, Statement statement) throws SQLException {
    try {
      statement.execute("SET CONSTRAINTS %s IMMEDIATE".formatted(names));
    } catch (SQLException e) {
      throw new DeferredConstraintException(step, e);
    }
  }
}
