package dev.tilth.deploy;

import dev.tilth.database.WorkingConnections;
import dev.tilth.plan.MigrationScript;
import dev.tilth.plan.Plan;
import dev.tilth.plan.PlanFingerprint;
import dev.tilth.plan.PlanHash;
import dev.tilth.plan.PlanMovedException;
import dev.tilth.plan.SeederRows;
import dev.tilth.seed.SeenRows;
import dev.tilth.spi.TilthException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes forecasts, and compares what a run would do with the one that somebody has seen. */
final class Foresight {

  private final RunSite site;

  Foresight(RunSite site) {
    this.site = site;
  }

  /** What a run would do. */
  Forecast of(Outlook outlook, PlanDetail detail) throws SQLException {
    RowForecast forecast = new RowForecast(site, outlook.steps(), detail);
    if (!forecast.isNeeded()) {
      return forecast(outlook, List.of(), List.of());
    }
    try (Connection connection = site.target().connections().open()) {
      return forecast(outlook, forecast.foreseen(connection), forecast.edited(connection));
    }
  }

  private Forecast forecast(Outlook outlook, List<SeederRows> rows, List<SeederRows> edited) {
    Plan steps = outlook.steps();
    Set<String> lone = site.inventory().migrations().lone(steps.migrations());
    Optional<PlanHash> hash =
        rows.stream().allMatch(seeder -> seeder.failure().isEmpty())
            ? Optional.of(hash(outlook, rows))
            : Optional.empty();
    return new Forecast(steps, lone, rows, edited, hash);
  }

  /**
   * Passes where a run would do what somebody has seen, or nobody needs to have seen it.
   *
   * @throws PlanMovedException if it would do something else
   */
  SeenRows check(Request request, Outlook outlook, WorkingConnections workers) throws SQLException {
    if (request.seen().isEmpty()) {
      return SeenRows.NONE;
    }
    List<SeederRows> rows = foreseen(outlook.steps(), workers);
    site.stop().check();
    Optional<TilthException> failure =
        rows.stream().flatMap(seeder -> seeder.failure().stream()).findFirst();
    if (failure.isPresent()) {
      throw failure.get();
    }
    PlanHash now = hash(outlook, rows);
    if (!now.equals(request.seen().get())) {
      throw PlanMovedException.before(request.seen().get(), now);
    }
    List<String> migrations =
        outlook.steps().migrations().stream().map(MigrationScript::script).toList();
    return new SeenRows(rows, migrations);
  }

  private List<SeederRows> foreseen(Plan steps, WorkingConnections workers) throws SQLException {
    RowForecast forecast = new RowForecast(site, steps, PlanDetail.COUNTS);
    if (!forecast.isNeeded()) {
      return List.of();
    }
    try (Connection connection = workers.open()) {
      return forecast.foreseen(connection);
    } catch (SQLException e) {
      site.stop().check();
      throw e;
    }
  }

  private PlanHash hash(Outlook outlook, List<SeederRows> rows) {
    Plan steps = outlook.steps();
    return new PlanFingerprint(steps, outlook.state())
        .of(
            site.inventory().contentIn(steps.environment().name()),
            site.inventory().migrations().pending(steps.migrations()).texts().values(),
            rows);
  }
}
