package dev.tilth.seed;

import dev.tilth.data.LoadTerms;
import dev.tilth.data.TableLoad;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.SeederSettings;
import dev.tilth.spi.TableData;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.Optional;
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
  private RowCounts declared = RowCounts.NONE;
  private boolean imperative;

  TransactionContext(
      ContextFactory run, LoadTerms terms, Connection connection, OpenTransaction transaction) {
    this.run = run;
    this.seeder = terms.seeder();
    this.settings = terms.settings();
    this.sql =
        DSL.using(
            new DefaultConfiguration()
                .set(GuardedConnection.of(connection, transaction))
                .set(SQLDialect.POSTGRES)
                // Its debug log has the values of statements, which may be secret.
                .set(new Settings().withExecuteLogging(false))
                .set(new SavepointTransactions(connection)));
    this.tables = new TableLoad(sql, terms);
    this.statistics = new WriteStatistics(sql, run.trackerSchema());
  }

  @Override
  public DSLContext sql() {
    imperative = true;
    return sql;
  }

  @Override
  public RowCounts load(TableData data) {
    run.environments().check(seeder, data);
    RowCounts counts = tables.load(data);
    declared = declared.plus(counts);
    return counts;
  }

  /** Does what loads have left for the end of the seeder. */
  void finish() {
    declared = declared.plus(tables.finish());
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

  /**
   * What was written so far. Exact where the server saw no write beyond those of the declarative
   * tables; otherwise what the server saw. Where the server does not count, declarative tables
   * still do, but what else was written nobody knows.
   */
  WriteCounts counts() {
    return statistics
        .written()
        .map(this::counts)
        .orElseGet(
            () -> new WriteCounts(Optional.of(declared).filter(all -> !imperative), !imperative));
  }

  private WriteCounts counts(RowCounts seen) {
    boolean exact =
        seen.inserted() == declared.inserted()
            && seen.updated() == declared.updated()
            && seen.deleted() == declared.deleted();
    RowCounts rows = exact ? declared : seen.plus(new RowCounts(0, 0, 0, declared.unchanged()));
    return new WriteCounts(Optional.of(rows), exact);
  }
}
