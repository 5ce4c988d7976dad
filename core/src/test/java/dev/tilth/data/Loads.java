package dev.tilth.data;

import dev.tilth.spi.Resource;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableSeed;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Loads of the tests, each in a transaction of its own. */
record Loads(TestDatabase database) {

  /** Commits, or rolls back and throws. */
  RowCounts run(String table, Function<TableSeed, RowCounts> work) {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      RowCounts counts = work.apply(seed(connection, table));
      connection.commit();
      return counts;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  RowCounts merge(String table, Resource csv) {
    return run(table, seed -> seed.from(csv).merge());
  }

  RowCounts insertMissing(String table, Resource csv) {
    return run(table, seed -> seed.from(csv).insertMissing());
  }

  static TableSeed seed(Connection connection, String table) {
    return new TableLoad(DSL.using(connection, SQLDialect.POSTGRES), table, counts -> {});
  }

  static RowCounts counts(long inserted, long updated, long unchanged) {
    return new RowCounts(inserted, updated, 0, unchanged);
  }
}
