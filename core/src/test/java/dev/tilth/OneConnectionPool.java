package dev.tilth;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jooq.tools.jdbc.DefaultConnection;

/** Lends one connection that stays open when it is given back, and others to whoever needs more. */
final class OneConnectionPool extends PlainDataSource {

  private final Connection kept;
  private final DataSource more;
  private final AtomicBoolean lent = new AtomicBoolean();

  OneConnectionPool(Connection kept, DataSource more) {
    this.kept = kept;
    this.more = more;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return lent.compareAndSet(false, true) ? new Kept(kept, lent) : more.getConnection();
  }

  private static final class Kept extends DefaultConnection {

    private final AtomicBoolean lent;

    Kept(Connection connection, AtomicBoolean lent) {
      super(connection);
      this.lent = lent;
    }

    @Override
    public void close() {
      lent.set(false);
    }
  }
}
