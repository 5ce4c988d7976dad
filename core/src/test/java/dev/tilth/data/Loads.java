package dev.tilth.data;

import dev.tilth.spi.Resource;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeederSettings;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Loads of the tests, each in a transaction of its own. */
record Loads(TestDatabase database, String environment, SeederSettings settings) {

  Loads(TestDatabase database) {
    this(database, "dev", new Variables(Map.of()));
  }

  Loads in(String otherEnvironment) {
    return new Loads(database, otherEnvironment, settings);
  }

  /** With a variable of the environment. */
  Loads with(String variable, String value) {
    return new Loads(database, environment, new Variables(Map.of(variable, value)));
  }

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

  TableLoad on(Connection connection) {
    return new TableLoad(DSL.using(connection, SQLDialect.POSTGRES), environment, settings);
  }

  static RowCounts counts(long inserted, long updated, long unchanged) {
    return new RowCounts(inserted, updated, 0, unchanged);
  }
}
