package dev.tilth.seed;

import dev.tilth.database.ServerMessage;
import dev.tilth.database.SqlStates;
import dev.tilth.plan.SeederStep;
import dev.tilth.track.GroupClaims;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several small seeders in one transaction, all of them or none.
 *
 * <ol>
 *   <li>Claim all of them at once ({@link GroupClaims}), and wait for nobody.
 *   <li>Write the rows of one after the other, in the order of the plan, but with as few messages
 *       as possible ({@link GroupWriting}).
 *   <li>If the server saw the writes of the loads and no others, such as those of triggers,
 *       complete all records at once and commit.
 *   <li>Whatever goes wrong before that rolls all of it back. Then each has to be run in a
 *       transaction of its own, which alone waits, tries again and tells what became of it.
 *   <li>A commit that was never answered is in doubt for each of them: the claim that each makes
 *       next decides it, as {@link SeederTransaction} says.
 * </ol>
 */
final class GroupAttempt {

  private static final Logger LOG = LoggerFactory.getLogger(GroupAttempt.class);

  private final SeedingWork work;
  private final List<SeederStep> steps;
  private final UUID runId;
  private final UUID attempt = UUID.randomUUID();
  private final Instant start;
  private final Interruption interruption;
  private Optional<List<GroupMember>> committing = Optional.empty();

  /**
   * @param steps two or more, which {@link Grouping} admits
   */
  GroupAttempt(SeedingWork work, List<SeederStep> steps, UUID runId) {
    this.work = work;
    this.steps = List.copyOf(steps);
    this.runId = runId;
    this.start = work.terms().clock().instant();
    this.interruption = new Interruption(work.terms().stop());
  }

  /** Runs once. */
  Settlement run() {
    try (OwnTransaction transaction = OwnTransaction.open(work.connections())) {
      Optional<List<SeederOutcome>> outcomes = commit(transaction.begin());
      transaction.settled();
      return outcomes
          .<Settlement>map(Settlement.Settled::new)
          .orElseGet(() -> new Settlement.Apart(steps, Map.of()));
    } catch (Exception | LinkageError | AssertionError e) {
      // Errors of one seeder, such as a jar that is missing, are no reason to stop the others.
      return afterFailure(e);
    }
  }

  /** Nothing is committed if this returns empty. */
  private Optional<List<SeederOutcome>> commit(Connection connection) throws Exception {
    GroupClaims claims = work.tracker().groupClaims(connection);
    boolean won =
        new Claiming(work, steps.getFirst().name(), Duration.ZERO)
            .claim(connection, () -> claims.claim(steps, attempt, runId));
    if (!won) {
      return Optional.empty();
    }
    Optional<List<GroupMember>> members = new GroupWriting(work, steps, connection).run();
    if (members.isEmpty() || !claims.complete(done(members.get()), attempt)) {
      return Optional.empty();
    }
    committing = members;
    connection.commit();
    return members.map(all -> all.stream().map(GroupMember::applied).toList());
  }

  private static List<GroupClaims.Done> done(List<GroupMember> members) {
    return members.stream().map(GroupMember::done).toList();
  }

  private Settlement afterFailure(Throwable failure) {
    List<GroupMember> inDoubt =
        OwnTransaction.isAnswer(failure) ? List.of() : committing.orElse(List.of());
    if (interruption.explains(failure)) {
      interruption.passOn(failure);
      return new Settlement.Settled(interrupted(!inDoubt.isEmpty()));
    }
    LOG.info(
        "{} seeders could not be committed together and follow one by one: {}",
        steps.size(),
        SqlStates.find(failure, any -> true)
            .map(ServerMessage::of)
            .orElse(failure.getClass().getSimpleName()));
    return new Settlement.Apart(
        steps,
        inDoubt.stream()
            .collect(
                Collectors.toMap(
                    member -> member.step().name(),
                    member -> member.unanswered(attempt, PassingFailure.ofCommit(failure)))));
  }

  private List<SeederOutcome> interrupted(boolean doubt) {
    Duration elapsed = Duration.between(start, work.terms().clock().instant());
    return steps.stream()
        .map(step ->
            SeederOutcome.without(
                    step.name(), SeederOutcome.Result.INTERRUPTED, Interruption.outcome(doubt))
                .after(elapsed, List.of()))
        .toList();
  }
}
