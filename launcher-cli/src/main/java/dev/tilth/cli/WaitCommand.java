package dev.tilth.cli;

import dev.tilth.Tilth;
import dev.tilth.config.TilthSettings;
import dev.tilth.database.Connections;
import dev.tilth.database.DatabaseAccess;
import dev.tilth.deploy.Status;
import dev.tilth.plan.Plan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds a start script up until the database is there, or has what this build needs. */
@Command(name = "wait", description = "Wait until the database is reachable, or deployed.")
final class WaitCommand implements Callable<Integer> {

  @Option(
      names = "--for",
      paramLabel = "WHAT",
      description = "${COMPLETION-CANDIDATES}; deployed: there is nothing left for deploy to do.")
  private Goal goal = Goal.REACHABLE;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long at most, such as 90s or 5m; 60s if not said.")
  private Duration timeout = Duration.ofSeconds(60);

  @Mixin private final TargetOptions target = new TargetOptions();

  private final Shell shell;
  private final Results results;

  WaitCommand(Shell shell, Results results) {
    this.shell = shell;
    this.results = results;
  }

  @Override
  public Integer call() throws InterruptedException {
    TargetFinder finder = new TargetFinder(shell, target);
    Patience patience = new Patience(shell.clock(), timeout);
    switch (goal) {
      case REACHABLE ->
          patience.until("The database is not reachable", reachable(finder, patience));
      case DEPLOYED -> patience.until("The deployment is not complete", deployed(finder, patience));
    }
    results.note(new Note("wait", goal.toString(), "The database is %s.".formatted(goal)));
    return ExitCode.DONE;
  }

  private static Patience.Condition reachable(TargetFinder finder, Patience patience) {
    TilthSettings settings = finder.settings();
    DatabaseAccess access =
        settings.database().access().orElseThrow().verifiedOutsideDev(settings.run().environment());
    Connections connections = Connections.to(access, settings.database().session());
    return () -> {
      try {
        connections.openForLook(patience.over()).close();
        return "";
      } catch (SQLException e) {
        // It was open, and that was the question.
        return "";
      }
    };
  }

  private static Patience.Condition deployed(TargetFinder finder, Patience patience) {
    Tilth tilth = finder.builder().stop(patience.over()).build();
    return () -> {
      Status status = tilth.status();
      Plan plan = status.plan().orElseThrow(() -> status.obstacle().orElseThrow());
      return plan.isEmpty()
          ? ""
          : "Pending: migrations %d, seeders %d."
              .formatted(plan.migrations().size(), plan.seedersToRun().size());
    };
  }

  /** What to wait for. */
  enum Goal {
    REACHABLE,
    DEPLOYED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
