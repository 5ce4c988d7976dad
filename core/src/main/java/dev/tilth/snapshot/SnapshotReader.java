package dev.tilth.snapshot;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Reads the canonical snapshot of a database's schema.
 *
 * <ol>
 *   <li>A REPEATABLE READ, read-only transaction pins one state of the catalogue, and every setting
 *       that the server's deparsing depends on (search path, time zone, date style) for its length.
 *   <li>A fixed number of set-based catalogue queries names the objects and describes them.
 *   <li>The transaction is rolled back: nothing is written and no setting stays behind.
 * </ol>
 *
 * <p>The same statements give an equal snapshot on PostgreSQL 14 to 18. To that end:
 *
 * <ul>
 *   <li>NOT NULL belongs to its column; since 18 it is a constraint too, whose name is left out.
 *   <li>What a partition has from its parent (constraints, indexes, triggers, identity) is not
 *       repeated.
 *   <li>MAINTAIN (17), and CREATE on schema {@code public} for PUBLIC before 15, are left out.
 *   <li>Columns of a view over one relation are named without it, as 16 and later do. Apart from
 *       that, a view has the text that its server writes. To compare databases whose versions write
 *       it differently, re-create both schemas on one version first.
 * </ul>
 *
 * <p>Left out everywhere, because it is the installation's and not the schema's: owners and what is
 * granted to them, default privileges, tablespaces, an extension's version and members, positions
 * of sequences, statistics targets. Not covered: operators and their classes, casts, conversions,
 * collations, text search objects, event triggers, publications, subscriptions, foreign servers.
 *
 * <p>Any role may read: only catalogues open to PUBLIC are used. Functions such as {@code
 * pg_get_viewdef} look at the latest committed state and not at the transaction's, so nobody else
 * should be changing the schema meanwhile.
 */
public final class SnapshotReader {

  private final SnapshotScope scope;

  public SnapshotReader(SnapshotScope scope) {
    this.scope = scope;
  }

  /**
   * Takes a snapshot.
   *
   * @param connection in auto-commit mode, so that no transaction of the caller's is ended; it is
   *     left as it was and stays open
   * @throws IllegalArgumentException if the connection is not in auto-commit mode
   * @throws SnapshotFailedException if the server refuses or the connection is lost
   */
  public Snapshot read(Connection connection) {
    try {
      requireAutoCommit(connection);
      return readInTransaction(connection);
    } catch (SQLException e) {
      throw new SnapshotFailedException(e);
    }
  }

  private static void requireAutoCommit(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      throw new IllegalArgumentException(
          "A snapshot needs a connection in auto-commit mode, and this one may have a transaction"
              + " open. Commit it, or use another connection.");
    }
  }

  private Snapshot readInTransaction(Connection connection) throws SQLException {
    try (var transaction = CatalogTransaction.begin(connection)) {
      var collector = new ObjectCollector();
      for (String query : CatalogQueries.ALL) {
        transaction.query(ScopeSql.WITH_OBJECTS + query, scope, collector);
      }
      return collector.snapshot();
    }
  }
}
