package dev.tilth.deploy;

import dev.tilth.database.Connections;
import dev.tilth.database.ControlConnection;
import dev.tilth.database.WorkingConnections;
import dev.tilth.plan.DatabaseState;
import dev.tilth.plan.Plan;
import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.rehearse.Rehearsal;
import dev.tilth.rehearse.RehearsalContent;
import dev.tilth.rehearse.RehearsalLimits;
import dev.tilth.rehearse.RehearsalSite;
import dev.tilth.rehearse.Rehearser;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** One rehearsal, from its first look to its result. */
final class RehearsalRun {

  private final RunSite site;
  private final Instant start;

  RehearsalRun(RunSite site) {
    this.site = site;
    this.start = site.clock().instant();
  }

  /**
   * Rehearses what a run of the same request would do now.
   *
   * @param look a connection that was opened for a look, which the caller closes
   */
  Rehearsal of(Request request, Connection look) throws SQLException {
    DatabaseState state = site.tracker().read(look);
    EnvironmentPolicy policy =
        site.settings().environments().policy(site.planning().environment(request, state));
    if (policy.guarded()) {
      throw new RehearsalRefusedException(policy);
    }
    Plan plan = site.planning().forReview(request, state);
    if (plan.isEmpty()) {
      return Rehearsal.ofNothing(Duration.between(start, site.clock().instant()));
    }
    Connections connections = site.target().connections();
    try (ControlConnection control = ControlConnection.of(connections.complete(look), site.stop());
        WorkingConnections workers =
            new WorkingConnections(connections, site.stop(), OptionalLong.empty())) {
      return rehearse(
          plan,
          state.tracked(),
          new ActiveRun(
              control,
              workers,
              site.stop(),
              Optional.empty(),
              start,
              new RunDeadline(start, site.settings().limits().run(), site.clock())));
    }
  }

  private Rehearsal rehearse(Plan plan, boolean tracked, ActiveRun run) throws SQLException {
    RehearsalContent content =
        new RehearsalContent(
            site.inventory().migrations(),
            site.inventory().seeders(),
            site.settings().environments(),
            site.settings().seeders(),
            site.settings().tracker(),
            tracked);
    Watch watch = new Watch(run, RehearsalLimits.of(run.workers().settings()).lock(), site.clock());
    try {
      return new Rehearser(
              new RehearsalSite(
                  run.workers(), run.control(), run.stop(), watch::takeBlocker, site.clock()),
              content)
          .rehearse(plan, start);
    } finally {
      watch.end();
    }
  }
}
