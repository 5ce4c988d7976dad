package dev.tilth.deploy;

import dev.tilth.database.ServerMessage;
import dev.tilth.database.SqlStates;
import dev.tilth.plan.Plan;
import dev.tilth.spi.TilthException;
import dev.tilth.track.Ledger;
import dev.tilth.track.RunOrigin;
import dev.tilth.track.StepPlaces;
import dev.tilth.track.StepRecord;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries of one run in the ledger. What was done is done, whether or not the book can still be
 * written: the report tells it. But with the book's connection the run lock is gone, which is
 * looked after with each step.
 */
final class RunBook {

  private static final Logger LOG = LoggerFactory.getLogger(RunBook.class);

  private static final String NOT_REACHED = "not_reached";

  private final Ledger ledger;
  private final ActiveRun run;
  private final UUID runId;
  private final StepPlaces places;
  private boolean broken;

  RunBook(Ledger ledger, ActiveRun run, UUID runId, StepPlaces places) {
    this.ledger = ledger;
    this.run = run;
    this.runId = runId;
    this.places = places;
  }

  /** Opens the run's entry; the database's time of it. */
  Instant begin(Request request, Plan plan, RunOrigin origin) {
    return ledger.begin(runId, request.intent(), plan, origin, run.lock().isPresent());
  }

  /** Enters steps that were settled at once, unless they have entered themselves. */
  void enter(List<StepRecord> steps) {
    steps.forEach(RunBook::log);
    List<StepRecord> missing = steps.stream().filter(step -> !places.isEntered(step)).toList();
    if (!missing.isEmpty()) {
      write(() -> ledger.steps(runId, places.take(missing.size()), missing));
    } else if (!steps.isEmpty() && run.lock().isPresent()) {
      write(ledger::ping);
    }
  }

  private static void log(StepRecord step) {
    if (!step.outcome().equals(NOT_REACHED)) {
      LOG.atInfo()
          .addKeyValue("step", step.name())
          .addKeyValue("outcome", step.outcome())
          .addKeyValue("duration_ms", step.duration().toMillis())
          .log(
              "{} {} {} in {} ms",
              step.kind(),
              step.name(),
              step.outcome(),
              step.duration().toMillis());
    }
  }

  void end(Report report) {
    write(() ->
        ledger.end(
            runId,
            word(report.outcome()),
            report.appliedMigrations(),
            report.appliedSeeders(),
            report.failure().map(TilthException::getMessage)));
  }

  /** A run that wrote an entry had something to do, such as to clear up. */
  private static String word(Report.Outcome outcome) {
    return outcome == Report.Outcome.NOTHING_TO_DO
        ? "done"
        : outcome.name().toLowerCase(Locale.ROOT);
  }

  private void write(Runnable entry) {
    if (broken) {
      return;
    }
    try {
      entry.run();
    } catch (DataAccessException e) {
      Optional<SQLException> cause = Optional.ofNullable(e.getCause(SQLException.class));
      LOG.warn(
          "The ledger could not be written; a later run closes this one's entry as interrupted: {}",
          cause.map(ServerMessage::of).orElse(e.getClass().getName()));
      cause.filter(SqlStates::isConnectionLoss).ifPresent(this::lost);
    }
  }

  private void lost(SQLException cause) {
    broken = true;
    if (run.lock().isPresent()) {
      run.stop().stopBeforeNextStep(new RunLockLostException(cause));
    }
  }
}
