package dev.tilth;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jooq.tools.jdbc.DefaultConnection;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** New connections, of which the one that commits next, once armed, has a fault. */
final class FaultyDataSource extends PlainDataSource {

  private final DataSource source;
  private final AtomicBoolean armed = new AtomicBoolean();
  private final AtomicBoolean failingClose = new AtomicBoolean();
  private final AtomicInteger refusals = new AtomicInteger();
  private volatile Commit commit = Connection::commit;

  FaultyDataSource(DataSource source) {
    this.source = source;
  }

  /** Once, the next commit does this instead, and then loses its connection. */
  void loseNextCommit(Commit instead) {
    commit = instead;
    armed.set(true);
  }

  /** Gives no connection this many times. */
  void refuse(int times) {
    refusals.set(times);
  }

  /** Once, closing a connection closes it and fails. */
  void failNextClose() {
    failingClose.set(true);
  }

  static SQLException lost() {
    return new PSQLException(
        "An I/O error occurred while sending to the backend.", PSQLState.CONNECTION_FAILURE);
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new PSQLException("Connection refused.", PSQLState.CONNECTION_UNABLE_TO_CONNECT);
    }
    return new Faulty(source.getConnection());
  }

  /** Owns the connection from then on. */
  interface Commit {
    void on(Connection connection) throws SQLException;
  }

  private final class Faulty extends DefaultConnection {

    private boolean gone;

    Faulty(Connection connection) {
      super(connection);
    }

    @Override
    public void commit() throws SQLException {
      if (armed.compareAndSet(true, false)) {
        gone = true;
        commit.on(getDelegate());
        throw lost();
      }
      super.commit();
    }

    @Override
    public void rollback() throws SQLException {
      if (gone) {
        throw lost();
      }
      super.rollback();
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
      if (gone) {
        throw lost();
      }
      return super.getAutoCommit();
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
        if (failingClose.compareAndSet(true, false)) {
          throw lost();
        }
      }
    }
  }
}
