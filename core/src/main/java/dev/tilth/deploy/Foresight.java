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
import dev.tilth.track.TrackerSettings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Makes forecasts, and compares what a run would do with the one that somebody has seen. */
final class Foresight {

  private final RunSite site;

  Foresight(RunSite site) {
    this.site = site;
  }

  /** What a run would do. */
  Forecast of(Outlook outlook, PlanDetail detail) throws SQLException, InterruptedException {
    RowForecast rows = new RowForecast(site, outlook.steps(), detail);
    try (WorkingConnections workers =
        new WorkingConnections(site.target().connections(), site.stop(), OptionalLong.empty())) {
      return rows.isNeeded()
          ? new PatientReading(site, workers)
              .read(connection ->
                  forecast(outlook, rows.foreseen(connection), rows.edited(connection)))
          : forecast(outlook, List.of(), List.of());
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
  SeenRows check(Request request, Outlook outlook, WorkingConnections workers)
      throws SQLException, InterruptedException {
    if (request.seen().isEmpty()) {
      return SeenRows.NONE;
    }
    RowForecast forecast = new RowForecast(site, outlook.steps(), PlanDetail.COUNTS);
    List<SeederRows> rows =
        forecast.isNeeded()
            ? new PatientReading(site, workers).read(forecast::foreseen)
            : List.of();
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

  private PlanHash hash(Outlook outlook, List<SeederRows> rows) {
    Plan steps = outlook.steps();
    return new PlanFingerprint(steps, outlook.state())
        .of(
            places(),
            site.inventory().content().migrations(),
            site.inventory().migrations().pending(steps.migrations()).texts().values(),
            rows);
  }

  private List<String> places() {
    TrackerSettings tracker = site.settings().tracker();
    List<String> places =
        new ArrayList<>(List.of(tracker.schema(), tracker.historySchema(), tracker.historyTable()));
    places.addAll(site.target().connections().settings().searchPath());
    return places;
  }
}
