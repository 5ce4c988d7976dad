package dev.tilth.data;

import dev.tilth.database.StopSignal;
import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.policy.Environments;
import dev.tilth.spi.Resource;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeederSettings;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import dev.tilth.testing.TestDatabase;
import dev.tilth.track.Release;
import dev.tilth.track.Tracker;
import dev.tilth.track.TrackerSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Loads of the tests, each in a transaction of its own. */
record Loads(TestDatabase database, String environment, String seeder, SeederSettings settings) {

  Loads(TestDatabase database) {
    this(database, "dev", "Test", new Variables(Map.of()));
  }

  Loads in(String otherEnvironment) {
    return new Loads(database, otherEnvironment, seeder, settings);
  }

  /** Of another seeder. */
  Loads by(String otherSeeder) {
    return new Loads(database, environment, otherSeeder, settings);
  }

  /** With a variable of the environment. */
  Loads with(String variable, String value) {
    return new Loads(database, environment, seeder, new Variables(Map.of(variable, value)));
  }

  LoadTerms terms() {
    EnvironmentPolicy policy = Environments.builtIn().policy(environment);
    return new LoadTerms(
        seeder, TrackerSettings.DEFAULT.schema(), policy, settings, Map.of(), new StopSignal());
  }

  /** Creates the tables in which ownership is recorded, where they are missing. */
  void prepareTracker() {
    try (Connection connection = database.connect()) {
      new Tracker(TrackerSettings.DEFAULT)
          .prepare(connection, terms().policy(), "test", new Release(0, false), same -> {});
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In one transaction; commits, or rolls back and throws. */
  RowCounts load(TableData... data) {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      TableLoad tables = on(connection);
      RowCounts counts = RowCounts.NONE;
      for (TableData table : data) {
        counts = counts.plus(tables.load(table));
      }
      counts = counts.plus(tables.finish());
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

  RowCounts mirror(String table, Resource rows) {
    return load(TableData.of(table, rows).mode(TableMode.MIRROR));
  }

  TableLoad on(Connection connection) {
    return new TableLoad(DSL.using(connection, SQLDialect.POSTGRES), terms());
  }

  static RowCounts counts(long inserted, long updated, long unchanged) {
    return counts(inserted, updated, 0, unchanged);
  }

  static RowCounts counts(long inserted, long updated, long deleted, long unchanged) {
    return new RowCounts(inserted, updated, deleted, unchanged);
  }
}
