package dev.tilth.seed;

import dev.tilth.data.LoadTerms;
import dev.tilth.data.TableChunks;
import dev.tilth.data.TableLoad;
import dev.tilth.spi.Chunk;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.SeederSettings;
import dev.tilth.spi.TableData;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;

/** What one attempt of one seeder may use. */
final class TransactionContext implements SeedContext {

  private final ContextFactory run;
  private final String seeder;
  private final SeederSettings settings;
  private final DSLContext sql;
  private final TableLoad tables;
  private final WriteStatistics statistics;
  private boolean imperative;

  /**
   * @param newSession whether this is the connection's first transaction
   */
  TransactionContext(
      ContextFactory run,
      LoadTerms terms,
      Connection connection,
      OpenTransaction transaction,
      boolean newSession) {
    this.run = run;
    this.seeder = terms.seeder();
    this.settings = terms.settings();
    Connection guarded = GuardedConnection.of(connection, transaction);
    this.sql =
        DSL.using(
            new DefaultConfiguration()
                .set(guarded)
                .set(SQLDialect.POSTGRES)
                // Its debug log has the values of statements, which may be secret.
                .set(new Settings().withExecuteLogging(false))
                .set(new SavepointTransactions(guarded)));
    this.tables = new TableLoad(sql, terms);
    this.statistics = run.statistics(sql, newSession);
  }

  @Override
  public DSLContext sql() {
    imperative = true;
    return sql;
  }

  @Override
  public RowCounts load(TableData data) {
    run.environments().check(seeder, data);
    return tables.load(data);
  }

  /** Lets a seeder write, does what its loads have left for its end, and counts. */
  WriteCounts run(SeedAction action) throws Exception {
    action.in(this);
    var unused = tables.finish();
    return WriteCounts.of(tables.loaded(), statistics.written(), imperative);
  }

  /** Loads a chunk of a table, and counts. */
  WriteCounts load(Chunk chunk, TableChunks.Reader reader, Connection connection)
      throws SQLException {
    RowCounts rows = reader.load(chunk, connection);
    return WriteCounts.of(Map.of(reader.table(), rows), statistics.written(), false);
  }

  @Override
  public SeederSettings settings() {
    return settings;
  }

  @Override
  public String environment() {
    return run.environment().name();
  }

  @Override
  public InstantSource clock() {
    return run.clock();
  }

  /** Whether SQL of the seeder's own may have run. */
  boolean ranSql() {
    return imperative;
  }
}
