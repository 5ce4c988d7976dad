package dev.tilth.rehearse;

import dev.tilth.database.ControlConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which locks a transaction has taken. It asks on another connection, which does not see the
 * relations that the transaction itself has made: nobody can wait for these. Indexes and sequences
 * are left out where the lock keeps nobody off, as are the server's and the tracker's relations.
 */
final class LockReader {

  private static final String SQL =
      """
      SELECT c.oid::bigint, n.nspname || '.' || c.relname, c.relkind IN ('i', 'I', 'S'), l.mode
      FROM pg_catalog.pg_locks l
      JOIN pg_catalog.pg_class c ON c.oid = l.relation
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE l.pid = ? AND l.locktype = 'relation' AND l.granted
        AND l.mode NOT IN ('AccessShareLock', 'SIReadLock')
        AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                           WHERE d.datname = pg_catalog.current_database())
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> ?
      ORDER BY 2, l.mode
      """;

  private final ControlConnection control;
  private final int backend;
  private final String trackerSchema;
  private final Map<Long, LockMode> strongest = new HashMap<>();

  LockReader(ControlConnection control, int backend, String trackerSchema) {
    this.control = control;
    this.backend = backend;
    this.trackerSchema = trackerSchema;
  }

  /** What is new, or stronger than before, since the last call: one round trip. */
  List<RehearsedLock> taken() throws SQLException {
    Map<Long, RehearsedLock> taken = new HashMap<>();
    control.use(connection -> read(connection, taken));
    return taken.values().stream()
        .sorted((one, other) -> one.relation().compareTo(other.relation()))
        .toList();
  }

  private boolean read(Connection connection, Map<Long, RehearsedLock> taken) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setInt(1, backend);
      statement.setString(2, trackerSchema);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          add(row, taken);
        }
      }
    }
    return true;
  }

  private void add(ResultSet row, Map<Long, RehearsedLock> taken) throws SQLException {
    LockMode mode = LockMode.of(row.getString(4));
    boolean minor = row.getBoolean(3) && mode.blocks() == LockMode.Blocks.NOTHING;
    LockMode before = strongest.get(row.getLong(1));
    if (!minor && (before == null || mode.compareTo(before) > 0)) {
      strongest.put(row.getLong(1), mode);
      taken.put(row.getLong(1), new RehearsedLock(row.getString(2), mode));
    }
  }
}
