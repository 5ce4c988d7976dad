package dev.tilth.data;

import dev.tilth.spi.Resource;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Loads of the tests, each in a transaction of its own. */
record Loads(TestDatabase database) {

  /** Commits, or rolls back and throws. */
  RowCounts load(TableData data) {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      RowCounts counts = on(connection).load(data);
      connection.commit();
      return counts;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  RowCounts merge(String table, Resource rows) {
    return load(TableData.of(table, rows));
  }

  RowCounts insertMissing(String table, Resource rows) {
    return load(TableData.of(table, rows).mode(TableMode.INSERT_MISSING));
  }

  static TableLoad on(Connection connection) {
    return new TableLoad(DSL.using(connection, SQLDialect.POSTGRES));
  }

  static RowCounts counts(long inserted, long updated, long unchanged) {
    return new RowCounts(inserted, updated, 0, unchanged);
  }
}
