package dev.tilth.rehearse;

import dev.tilth.database.SqlStates;
import dev.tilth.seed.TransactionEndedException;
import dev.tilth.seed.WriteCounts;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.exception.DataAccessException;

/** Tries steps, one after the other, and keeps what became of them. */
final class Trials {

  private static final String NEW_ENUM_VALUE =
      "it uses a value that an earlier script adds to an enum, which the server permits only after"
          + " a commit";

  private static final String STOPPED = "the rehearsal was stopped";

  private final RehearsalSite site;
  private final RehearsalTransaction transaction;
  private final LockReader locks;
  private final List<RehearsedStep> steps = new ArrayList<>();
  private boolean newEnumValues;
  private boolean cut;

  Trials(RehearsalSite site, RehearsalTransaction transaction, LockReader locks) {
    this.site = site;
    this.transaction = transaction;
    this.locks = locks;
  }

  List<RehearsedStep> steps() {
    return steps;
  }

  RehearsedStep add(RehearsedStep step) {
    steps.add(step);
    return step;
  }

  /** Tries a step unless the rehearsal has come to its end before. */
  RehearsedStep attempt(Trial trial) throws SQLException {
    if (isStopped()) {
      cut = true;
      return notReached(trial, STOPPED);
    }
    if (!transaction.isUsable()) {
      return notReached(trial, "the rehearsal was broken off");
    }
    Instant begin = site.clock().instant();
    site.lookout().takeBlocker();
    RehearsedStep step = carryOut(trial);
    return add(step.after(Duration.between(begin, site.clock().instant())));
  }

  /**
   * Leaves a step out of reach.
   *
   * @param why for want of an earlier step; once a stop has cut one off, that is told instead
   */
  RehearsedStep notReached(Trial trial, String why) {
    return add(trial.ended(RehearsedStep.Result.NOT_REACHED, cut ? STOPPED : why));
  }

  private RehearsedStep carryOut(Trial trial) throws SQLException {
    WriteCounts counts;
    try {
      counts = transaction.run(trial.name(), trial.work());
    } catch (SQLException | TilthException | DataAccessException e) {
      return failed(trial, e);
    }
    newEnumValues |= trial.addsEnumValue();
    return trial.ended(RehearsedStep.Result.PASSED, "").having(counts, locks.taken());
  }

  private RehearsedStep failed(Trial trial, Exception failure) {
    if (SqlStates.causes(failure).anyMatch(InterruptedException.class::isInstance)) {
      Thread.currentThread().interrupt();
    }
    if (isStopped()) {
      cut = true;
      return trial.ended(RehearsedStep.Result.NOT_REACHED, STOPPED + " while it was at work");
    }
    if (newEnumValues && !trial.addsEnumValue() && isOfNewEnumValue(failure)) {
      return trial.ended(RehearsedStep.Result.LEFT_OUT, NEW_ENUM_VALUE);
    }
    TilthException told = told(trial.name(), failure);
    boolean ofStep =
        !(told instanceof DisturbedRehearsalException || told instanceof BrokenRehearsalException);
    return trial.ended(RehearsedStep.Result.FAILED, ofStep ? hint() : "").failing(told);
  }

  private boolean isStopped() {
    if (Thread.currentThread().isInterrupted()) {
      site.stop().stopBeforeNextStep(new InterruptedRehearsalException());
    }
    return site.stop().reason().isPresent();
  }

  private static boolean isOfNewEnumValue(Exception failure) {
    return SqlStates.find(
            failure, cause -> SqlStates.of(cause).equals(SqlStates.UNSAFE_NEW_ENUM_VALUE))
        .isPresent();
  }

  /** What was left out may be what a later step needs. */
  private String hint() {
    List<String> leftOut =
        steps.stream()
            .filter(step -> step.result() == RehearsedStep.Result.LEFT_OUT)
            .map(RehearsedStep::name)
            .toList();
    return leftOut.isEmpty()
        ? ""
        : "may come from what was left out before: " + String.join(", ", leftOut);
  }

  private TilthException told(String step, Exception failure) {
    if (failure instanceof TransactionEndedException ended) {
      return ended;
    }
    Optional<SQLException> passing =
        SqlStates.find(
            failure,
            cause ->
                SqlStates.isTransient(cause)
                    || SqlStates.of(cause).equals(SqlStates.QUERY_CANCELED));
    Optional<SQLException> observed = passing.or(() -> SqlStates.find(failure, any -> true));
    if (!transaction.isUsable() && observed.isPresent()) {
      return BrokenRehearsalException.of(step, observed.get(), failure);
    }
    if (passing.isPresent()) {
      return new DisturbedRehearsalException(
          step, passing.get(), site.lookout().takeBlocker(), transaction.limits(), failure);
    }
    return failure instanceof TilthException known
        ? known
        : BrokenRehearsalException.of(
            step, observed.orElseGet(() -> new SQLException(failure)), failure);
  }
}
