package dev.tilth;

import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jooq.tools.jdbc.DefaultConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections of which one is lost while its commit is on its way: the server ends it later. */
final class CommittingLate extends PGSimpleDataSource {

  private static final long serialVersionUID = 1L;
  private static final Duration LATE = Duration.ofMillis(400);

  private final AtomicBoolean armed = new AtomicBoolean(true);
  private final String which;
  private final transient Runnable meanwhile;

  /** Concerns the first transaction in which this query finds a row. */
  CommittingLate(TestDatabase database, String which, Runnable meanwhile) {
    this.which = which;
    this.meanwhile = meanwhile;
    setUrl(database.jdbcUrl());
    setUser(database.user());
    setPassword(database.password());
  }

  @Override
  public Connection getConnection() throws SQLException {
    return new Late(super.getConnection());
  }

  private final class Late extends DefaultConnection {

    private boolean gone;

    Late(Connection connection) {
      super(connection);
    }

    @Override
    public void commit() throws SQLException {
      if (isTheOne() && armed.compareAndSet(true, false)) {
        gone = true;
        Thread.ofPlatform().start(this::commitLate);
        meanwhile.run();
        throw FaultyDataSource.lost();
      }
      super.commit();
    }

    private boolean isTheOne() throws SQLException {
      try (Statement statement = createStatement();
          ResultSet row = statement.executeQuery(which)) {
        return row.next();
      }
    }

    private void commitLate() {
      try (Connection server = getDelegate()) {
        Thread.sleep(LATE);
        server.commit();
      } catch (SQLException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
      if (gone) {
        throw FaultyDataSource.lost();
      }
      return super.getAutoCommit();
    }

    @Override
    public void rollback() throws SQLException {
      if (gone) {
        throw FaultyDataSource.lost();
      }
      super.rollback();
    }

    @Override
    public void abort(Executor executor) throws SQLException {
      if (!gone) {
        super.abort(executor);
      }
    }

    @Override
    public void close() throws SQLException {
      if (!gone) {
        super.close();
      }
    }
  }
}
