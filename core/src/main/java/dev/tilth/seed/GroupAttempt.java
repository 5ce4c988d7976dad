package dev.tilth.seed;

import dev.tilth.data.TableLoad;
import dev.tilth.database.ServerMessage;
import dev.tilth.database.SqlStates;
import dev.tilth.plan.SeederStep;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import dev.tilth.track.GroupClaims;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several small seeders in one transaction, all of them or none.
 *
 * <ol>
 *   <li>Claim all of them at once ({@link GroupClaims}), and wait for nobody.
 *   <li>Load one after the other, in the order of the plan.
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
  private Optional<List<WriteCounts>> committing = Optional.empty();

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
    List<Duration> durations = new ArrayList<>();
    Optional<List<WriteCounts>> counts = load(connection, durations);
    if (counts.isEmpty() || !claims.complete(done(counts.get(), durations), attempt)) {
      return Optional.empty();
    }
    committing = counts;
    connection.commit();
    return Optional.of(applied(counts.get(), durations));
  }

  private Optional<List<WriteCounts>> load(Connection connection, List<Duration> durations)
      throws Exception {
    DSLContext sql =
        DSL.using(connection, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
    WriteStatistics statistics =
        work.contexts().statistics(sql, work.connections().isNewSession(connection));
    List<Map<String, RowCounts>> loaded = new ArrayList<>();
    for (SeederStep step : steps) {
      Instant begun = work.terms().clock().instant();
      loaded.add(load(step, sql, connection));
      new SourceFiles(step.seeder()).check();
      durations.add(Duration.between(begun, work.terms().clock().instant()));
    }
    return WriteCounts.shares(loaded, statistics.written());
  }

  private Map<String, RowCounts> load(SeederStep step, DSLContext sql, Connection connection)
      throws Exception {
    TableSeeder seeder = (TableSeeder) work.seeder(step.name());
    TableLoad load = new TableLoad(sql, work.loads(step, connection));
    for (TableData table : seeder.tables()) {
      work.contexts().environments().check(step.name(), table);
      var unused = load.load(table);
    }
    var unused = load.finish();
    return load.loaded();
  }

  private List<GroupClaims.Done> done(List<WriteCounts> counts, List<Duration> durations) {
    List<GroupClaims.Done> done = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      RowCounts rows = counts.get(i).rows().orElse(RowCounts.NONE);
      done.add(new GroupClaims.Done(steps.get(i).name(), rows, durations.get(i)));
    }
    return done;
  }

  private List<SeederOutcome> applied(List<WriteCounts> counts, List<Duration> durations) {
    List<SeederOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      SeederStep step = steps.get(i);
      outcomes.add(
          SeederOutcome.without(step.name(), SeederOutcome.Result.APPLIED, step.decision().reason())
              .after(durations.get(i), List.of())
              .writing(counts.get(i)));
    }
    return outcomes;
  }

  private Settlement afterFailure(Throwable failure) {
    boolean doubt = committing.isPresent() && !OwnTransaction.isAnswer(failure);
    if (interruption.explains(failure)) {
      interruption.passOn(failure);
      return new Settlement.Settled(interrupted(doubt));
    }
    LOG.info(
        "{} seeders could not be committed together and follow one by one: {}",
        steps.size(),
        SqlStates.find(failure, any -> true)
            .map(ServerMessage::of)
            .orElse(failure.getClass().getSimpleName()));
    return new Settlement.Apart(steps, doubt ? unanswered(failure) : Map.of());
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

  private Map<String, UnansweredCommit> unanswered(Throwable failure) {
    Map<String, UnansweredCommit> unanswered = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      Doubt doubt = new Doubt(attempt, committing.orElseThrow().get(i));
      unanswered.put(
          steps.get(i).name(), new UnansweredCommit(doubt, PassingFailure.ofCommit(failure)));
    }
    return unanswered;
  }
}
