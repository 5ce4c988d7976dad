package dev.tilth.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tilth.plan.AppliedSeed;
import dev.tilth.plan.SeederContent;
import dev.tilth.plan.SeederDecision;
import dev.tilth.plan.SeederStep;
import dev.tilth.policy.Environments;
import dev.tilth.policy.WrongEnvironmentException;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The claim by itself: no run lock keeps the rivals apart. */
abstract class ClaimsContract {

  private static final UUID RUN = UUID.fromString("00000000-0000-0000-0000-000000000001");

  private static final ClaimLimits LIMITS =
      new ClaimLimits(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ZERO, Duration.ZERO);

  private final StepPlaces places = new StepPlaces();
  private final Tracker tracker = new Tracker(TrackerSettings.DEFAULT);
  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) throws SQLException {
    database = given.another();
    try (Connection connection = database.connect()) {
      tracker.prepare(
          connection, Environments.builtIn().policy("dev"), "test", Release.NONE, any -> {});
    }
    database.execute(
        "INSERT INTO tilth.run (run_id, environment, command, trigger, actor, host, launcher,"
            + " tilth_version) SELECT '%s', '', '', '', '', '', '', ''".formatted(RUN));
  }

  @Test
  void a_rival_waits_and_then_sees_what_the_winner_did() throws Exception {
    Claim rival = contest(Connection::commit);

    assertThat(rival)
        .isInstanceOfSatisfying(Claim.Lost.class, lost -> assertThat(lost.now().done()).isTrue());
    assertThat(database.value("SELECT status, count(*) FROM tilth.seed GROUP BY 1"))
        .isEqualTo("done|1");
  }

  @Test
  void a_rival_of_one_that_rolls_back_wins() throws Exception {
    assertThat(contest(Connection::rollback)).isInstanceOf(Claim.Won.class);
  }

  @Test
  void a_claim_with_a_plan_that_is_out_of_date_loses() throws SQLException {
    AppliedSeed first = apply(step(Optional.empty()));

    apply(step(Optional.of(first)));

    try (Connection connection = transaction()) {
      assertThat(claims(connection).claim(step(Optional.of(first)), RUN, LIMITS))
          .isInstanceOf(Claim.Lost.class);
      assertThat(claims(connection).claim(step(Optional.empty()), RUN, LIMITS))
          .isInstanceOf(Claim.Lost.class);
    }
  }

  @Test
  void a_claim_keeps_what_it_replaces_and_forgets_it_when_it_comes_back() throws SQLException {
    AppliedSeed first = apply(step("a", Optional.empty()));
    assertThat(superseded()).isEmpty();

    AppliedSeed second = apply(step("b", Optional.of(first)));
    assertThat(superseded()).containsExactly("A|a");

    AppliedSeed third = apply(step("c", Optional.of(second)));
    assertThat(superseded()).containsExactly("A|a", "A|b");

    AppliedSeed fourth = apply(step("a", Optional.of(third)));
    assertThat(superseded()).containsExactly("A|b", "A|c");

    apply(step("a", Optional.of(fourth)));
    assertThat(superseded()).containsExactly("A|b", "A|c");
  }

  @Test
  void a_claim_that_is_lost_or_rolled_back_supersedes_nothing() throws SQLException {
    AppliedSeed first = apply(step("a", Optional.empty()));
    try (Connection connection = transaction()) {
      assertThat(claims(connection).claim(step("b", Optional.of(first)), RUN, LIMITS))
          .isInstanceOf(Claim.Won.class);
      connection.rollback();
    }
    assertThat(superseded()).isEmpty();

    apply(step("a", Optional.of(first)));
    try (Connection connection = transaction()) {
      assertThat(claims(connection).claim(step("b", Optional.of(first)), RUN, LIMITS))
          .isInstanceOf(Claim.Lost.class);
      connection.commit();
    }
    assertThat(superseded()).isEmpty();
  }

  @Test
  void the_highest_release_is_remembered_until_a_person_lowers_it() throws SQLException {
    assertThat(prepared(new Release(5, false))).isEqualTo("5");
    assertThat(prepared(new Release(3, false))).isEqualTo("5");
    assertThat(prepared(new Release(3, true))).isEqualTo("3");
    assertThat(prepared(new Release(4, true))).isEqualTo("4");
  }

  private String prepared(Release release) throws SQLException {
    try (Connection connection = database.connect()) {
      tracker.prepare(connection, Environments.builtIn().policy("dev"), "test", release, any -> {});
    }
    return database.value("SELECT release FROM tilth.database");
  }

  private List<String> superseded() {
    return database.column("SELECT seeder, checksum FROM tilth.seed_superseded ORDER BY 1, 2");
  }

  @Test
  void a_database_that_a_rival_recorded_as_another_environment_is_refused() throws SQLException {
    try (Connection connection = database.connect()) {
      assertThatExceptionOfType(WrongEnvironmentException.class)
          .isThrownBy(() ->
              tracker.prepare(
                  connection,
                  Environments.builtIn().policy("qa"),
                  "test",
                  Release.NONE,
                  any -> {}));
    }
    assertThat(database.value("SELECT environment FROM tilth.database")).isEqualTo("dev");
  }

  /** One claims and completes, a second asks meanwhile; then the first one's transaction ends. */
  private Claim contest(End end) throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor();
        Connection winner = transaction();
        Connection loser = transaction()) {
      Claim.Won won = (Claim.Won) claims(winner).claim(step(Optional.empty()), RUN, LIMITS);
      Future<Claim> rival =
          thread.submit(() -> claims(loser).claim(step(Optional.empty()), RUN, LIMITS));
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() ->
              database
                  .value(
                      "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype ="
                          + " 'transactionid' AND pid IN (SELECT pid FROM pg_stat_activity WHERE"
                          + " datname = current_database())")
                  .equals("1"));
      claims(winner).complete(won, entry());
      end.of(winner);
      Claim claim = rival.get();
      loser.rollback();
      return claim;
    }
  }

  private AppliedSeed apply(SeederStep step) throws SQLException {
    try (Connection connection = transaction()) {
      Claim.Won won = (Claim.Won) claims(connection).claim(step, RUN, LIMITS);
      claims(connection).complete(won, entry());
      connection.commit();
    }
    try (Connection connection = database.connect()) {
      return tracker.read(connection).seed("A").orElseThrow();
    }
  }

  private StepEntry entry() {
    StepRecord step =
        StepRecord.ofSeeder(
            "A", "applied", Optional.of(RowCounts.NONE), Duration.ZERO, Optional.empty());
    return new StepEntry(RUN, places.take(1), step);
  }

  private Connection transaction() throws SQLException {
    Connection connection = database.connect();
    connection.setAutoCommit(false);
    return connection;
  }

  private Claims claims(Connection connection) {
    return tracker.claims(connection);
  }

  private static SeederStep step(Optional<AppliedSeed> seen) {
    return step("sum", seen);
  }

  private static SeederStep step(String checksum, Optional<AppliedSeed> seen) {
    return new SeederStep(
        new SeederContent(SeederSpec.once("A"), checksum, 0),
        new SeederDecision.Run(SeederDecision.Why.NEW),
        seen);
  }

  private interface End {
    void of(Connection connection) throws SQLException;
  }
}
