package dev.tilth.deploy;

import dev.tilth.data.LoadTerms;
import dev.tilth.data.Prior;
import dev.tilth.data.RowPreview;
import dev.tilth.data.TableChunks;
import dev.tilth.database.Connections;
import dev.tilth.database.SqlStates;
import dev.tilth.plan.Plan;
import dev.tilth.plan.RowChange;
import dev.tilth.plan.RowChanges;
import dev.tilth.plan.SeederDecision;
import dev.tilth.plan.SeederRows;
import dev.tilth.plan.SeederStep;
import dev.tilth.spi.ChunkedTableSeeder;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import dev.tilth.spi.TilthException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Foresees what the declared tables of a plan's seeders do to rows, in one transaction that is
 * rolled back. Behind a pooler each comparison has a snapshot of its own, elsewhere all share one.
 */
final class RowForecast {

  private final RunSite site;
  private final Connections connections;
  private final Plan plan;
  private final PlanDetail detail;

  RowForecast(RunSite site, Plan plan, PlanDetail detail) {
    this.site = site;
    this.connections = site.target().connections();
    this.plan = plan;
    this.detail = detail;
  }

  /** Whether there is anything to be read. */
  boolean isNeeded() {
    return plan.seeders().stream().anyMatch(step -> isForeseen(step) || isVerified(step));
  }

  /**
   * What the seeders that run would do.
   *
   * @param connection in auto-commit mode, and good for work
   */
  List<SeederRows> foreseen(Connection connection) throws SQLException {
    return inTransaction(connection, this::foresee);
  }

  /** Where the rows of seeders that are up to date are not what they brought. */
  List<SeederRows> edited(Connection connection) throws SQLException {
    return detail.verifyData() ? inTransaction(connection, this::verify) : List.of();
  }

  private List<SeederRows> inTransaction(Connection connection, Reading reading)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      if (connections.throughPooler()) {
        connections.applyToTransaction(connection);
      } else {
        try (Statement statement = connection.createStatement()) {
          statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        }
      }
      return reading.of(connection);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private List<SeederRows> foresee(Connection connection) throws SQLException {
    List<SeederRows> all = new ArrayList<>();
    Prior prior = migrations();
    for (SeederStep step : plan.seeders()) {
      if (isForeseen(step)) {
        SeederRows rows = rows(step, prior, connection);
        all.add(rows);
        prior = prior.after(seeder(step).orElseThrow().tables(), rows.tables(), ran(step));
      }
    }
    return all;
  }

  private List<SeederRows> verify(Connection connection) throws SQLException {
    List<SeederRows> all = new ArrayList<>();
    for (SeederStep step : plan.seeders()) {
      if (isVerified(step)) {
        SeederRows rows = rows(step, migrations(), connection);
        if (!rows.isKnownToBeQuiet()) {
          all.add(rows);
        }
      }
    }
    return all;
  }

  private SeederRows rows(SeederStep step, Prior before, Connection connection)
      throws SQLException {
    List<RowChanges> tables = new ArrayList<>();
    Prior prior = before;
    try {
      if (step.runs() && seeder(step).orElseThrow() instanceof ChunkedTableSeeder chunked) {
        tables.add(unknown(chunked));
        survey(chunked, step, before, connection);
        return new SeederRows(step.name(), tables, Optional.empty());
      }
      RowPreview preview = new RowPreview(connection, terms(step));
      for (TableData data : seeder(step).orElseThrow().tables()) {
        RowChanges changes = preview.of(data, prior, detail.rows());
        tables.add(shown(changes));
        if (changes instanceof RowChanges.Known known) {
          preview.judge(data, known);
        }
        if (step.runs()) {
          String loaded = "%s has loaded %s".formatted(step.name(), data.table());
          prior = prior.after(List.of(data), List.of(changes), loaded);
        }
      }
      return new SeederRows(step.name(), tables, Optional.empty());
    } catch (TilthException e) {
      return new SeederRows(step.name(), tables, Optional.of(e));
    } catch (SQLException e) {
      if (SqlStates.isConnectionLoss(e) || SqlStates.isTransient(e)) {
        throw e;
      }
      TilthException failure = UnforeseenException.of(step.name(), e, plan.environment());
      return new SeederRows(step.name(), tables, Optional.of(failure));
    }
  }

  /** Too many rows to be compared now, and each chunk's transaction ends for itself. */
  private static RowChanges unknown(ChunkedTableSeeder chunked) {
    return new RowChanges.Unknown(chunked.data().table(), "its chunks are written");
  }

  /**
   * Throws what a run would find before its first chunk, unless something is done before that may
   * change it. Who goes on has looked already.
   */
  private void survey(
      ChunkedTableSeeder chunked, SeederStep step, Prior before, Connection connection)
      throws SQLException {
    boolean first = before.scripts().isEmpty() && before.loads().isEmpty();
    if (!first || step.decision().equals(new SeederDecision.Run(SeederDecision.Why.CONTINUED))) {
      return;
    }
    Savepoint start = connection.setSavepoint();
    try {
      var unused = new TableChunks(chunked.data(), terms(step)).survey(connection);
    } finally {
      connection.rollback(start);
      connection.releaseSavepoint(start);
    }
  }

  private static String ran(SeederStep step) {
    return step.name() + " has run";
  }

  /** What a protected environment has in its rows is nobody's business who only makes plans. */
  private RowChanges shown(RowChanges changes) {
    return plan.environment().guarded() && changes instanceof RowChanges.Known known
        ? new RowChanges.Known(
            known.table(),
            known.counts(),
            known.digest(),
            known.along(),
            known.rows().stream().map(RowChange::withoutValues).toList())
        : changes;
  }

  private Prior migrations() {
    return new Prior(site.inventory().migrations().pending(plan.migrations()), Map.of());
  }

  private boolean isForeseen(SeederStep step) {
    return step.runs() && seeder(step).isPresent();
  }

  private boolean isVerified(SeederStep step) {
    return detail.verifyData()
        && step.decision() instanceof SeederDecision.UpToDate
        && seeder(step).isPresent();
  }

  private Optional<TableSeeder> seeder(SeederStep step) {
    return Optional.ofNullable(site.inventory().seeders().get(step.name()))
        .filter(TableSeeder.class::isInstance)
        .map(TableSeeder.class::cast);
  }

  private LoadTerms terms(SeederStep step) {
    return new LoadTerms(
        step.name(),
        site.settings().tracker().schema(),
        plan.environment(),
        site.settings().seeders().apply(step.name()),
        Map.of(),
        site.stop());
  }

  private interface Reading {
    List<SeederRows> of(Connection connection) throws SQLException;
  }
}
