package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.deploy.PlanDetail;
import dev.tilth.deploy.Report;
import dev.tilth.migrate.MigrationOutcome;
import dev.tilth.plan.Selection;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.snapshot.SnapshotReader;
import dev.tilth.snapshot.SnapshotScope;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.DatabaseContent;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Older never undoes newer: a rolling deployment, in which replicas of two builds start in turns,
 * and a redeploy of the previous build.
 */
@PostgresTest
final class OlderBuildIT {

  private static final int ROUNDS = 3;
  private static final int FLEET = 6;
  private static final Selection DOWNGRADE = Selection.DEPLOY.withAllowDowngrade(true);

  /** What the two builds have in common and differ in, so that one could undo the other. */
  private static final String[] CONTESTED = {"R__names.sql", "Colours", "Tally"};

  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
  }

  @Test
  void a_fleet_of_two_releases_leaves_the_newer_content_in_place() throws SQLException {
    deploy(older().release(1));
    Report rollout = deploy(newer().release(2));

    assertThat(applied(rollout))
        .contains(CONTESTED)
        .contains("V3__extra.sql", "Fresh")
        .hasSize(CONTESTED.length + 2);
    assertThatTurnsChangeNothing(older().release(1), newer().release(2));
    assertThat(deploy(older().release(1)).warnings())
        .satisfiesExactly(
            added -> assertThat(added).contains("V3__extra.sql"),
            repeatable ->
                assertThat(repeatable).contains("R__names.sql", "has release 1", "seen 2"),
            seeders -> assertThat(seeders).contains("Colours, Tally", "--allow-downgrade"));
    assertThatContentIsOf("newer");
  }

  @Test
  void a_build_after_a_newer_one_fails_no_validation() throws SQLException {
    deploy(rewritten().release(2));

    assertThatTurnsChangeNothing(older().release(1), rewritten().release(2));
    assertThat(deploy(older().release(1)).warnings())
        .anySatisfy(warning -> assertThat(warning).contains("V2__note.sql", "--allow-downgrade"))
        .anySatisfy(warning -> assertThat(warning).contains("Colours, Tally, Greeting"));
    assertThatContentIsOf("newer");
  }

  @Test
  void a_fleet_without_releases_goes_by_what_was_replaced() throws SQLException {
    deploy(older());
    deploy(newer());
    InlineContent newest = newer().counting(greeting("Good day"));
    run(newest, Selection.DEPLOY.withForce(Set.of("Greeting")));

    assertThatTurnsChangeNothing(older(), newest);
    assertThat(deploy(older()).warnings())
        .satisfiesExactly(
            added -> assertThat(added).contains("V3__extra.sql"),
            repeatable -> assertThat(repeatable).contains("R__names.sql", "--allow-downgrade"),
            seeders ->
                assertThat(seeders).contains("Colours, Tally, Greeting", "--allow-downgrade"));
    assertThatContentIsOf("newer");
  }

  @Test
  void a_fleet_that_starts_at_once_ends_with_the_newer_content() throws Exception {
    assertThat(atOnce()).allMatch(report -> report.exitCode() == 0);

    assertThatContentIsOf("newer");
    assertThat(
            database.column(
                "SELECT who, count(*) FROM public.counter WHERE who <> 'Tally' GROUP BY who ORDER"
                    + " BY 1"))
        .containsExactly("Fresh|1", "Greeting|1");
    assertThatTurnsChangeNothing(older().release(1), newer().release(2));
  }

  @Test
  void a_persons_word_lets_the_older_build_through_once() throws SQLException {
    deploy(older().release(1));
    deploy(newer().release(2));

    assertThat(applied(run(older().release(1), DOWNGRADE))).containsExactly(CONTESTED);
    assertThatContentIsOf("older");
    assertThat(release()).isEqualTo("1");
    assertThat(deploy(older().release(1)).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);

    assertThat(applied(deploy(newer().release(2)))).containsExactlyInAnyOrder(CONTESTED);
    assertThatTurnsChangeNothing(older().release(1), newer().release(2));
    assertThatContentIsOf("newer");
  }

  @Test
  void without_releases_a_persons_word_says_which_content_is_the_newer_one() throws SQLException {
    deploy(older());
    deploy(newer());

    assertThat(applied(run(older(), DOWNGRADE))).containsExactly(CONTESTED);
    assertThatTurnsChangeNothing(newer(), older());
    assertThatContentIsOf("older");

    assertThat(applied(run(newer(), DOWNGRADE))).containsExactlyInAnyOrder(CONTESTED);
    assertThatTurnsChangeNothing(older(), newer());
    assertThatContentIsOf("newer");
  }

  @Test
  void a_higher_release_may_go_back_to_earlier_content() throws SQLException {
    deploy(older().release(1));
    deploy(newer().release(2));

    assertThat(applied(deploy(older().release(3)))).containsExactly(CONTESTED);

    assertThatContentIsOf("older");
    assertThat(release()).isEqualTo("3");
    assertThatTurnsChangeNothing(newer().release(2), older().release(3));
  }

  @Test
  void an_older_build_applies_what_the_database_has_never_seen_and_nothing_else() {
    deploy(newer().release(2));
    InlineContent late =
        older()
            .release(1)
            .script("R__own.sql", "CREATE OR REPLACE VIEW public.own AS SELECT 1 AS one;")
            .counting(SeederSpec.once("Late").after("Tally"));

    Report report = deploy(late);

    assertThat(applied(report)).containsExactly("R__own.sql", "Late");
    assertThat(report.seeders())
        .filteredOn(step -> step.result() == SeederOutcome.Result.NEWER_APPLIED)
        .extracting(SeederOutcome::name)
        .containsExactly("Colours", "Tally");
    assertThat(report.warnings()).hasSize(3);
    assertThatContentIsOf("newer");
    assertThat(release()).isEqualTo("2");
  }

  @Test
  void the_plan_shows_what_the_deployment_then_does() {
    deploy(newer().release(2));

    assertThat(tilth(older().release(1)).plan().isEmpty()).isTrue();
    assertThat(tilth(older().release(1)).status().isUpToDate()).isTrue();
    assertThat(
            tilth(older().release(1))
                .plan(DOWNGRADE, Consent.NONE, PlanDetail.COUNTS)
                .steps()
                .migrations())
        .hasSize(1);
    assertThat(
            tilth(older().release(1))
                .plan(DOWNGRADE, Consent.NONE, PlanDetail.COUNTS)
                .steps()
                .seedersToRun())
        .hasSize(2);
  }

  /** One after the other, again and again: no row is rewritten, not even the tracker's. */
  private void assertThatTurnsChangeNothing(InlineContent loser, InlineContent winner)
      throws SQLException {
    String before = everything();
    for (int round = 0; round < ROUNDS; round++) {
      Report skipped = deploy(loser);
      assertThat(skipped.exitCode()).isZero();
      assertThat(skipped.outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
      assertThat(skipped.warnings()).anyMatch(warning -> warning.contains("--allow-downgrade"));
      Report unchanged = deploy(winner);
      assertThat(unchanged.exitCode()).isZero();
      assertThat(unchanged.outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
      assertThat(unchanged.warnings()).noneMatch(warning -> warning.contains("--allow-downgrade"));
    }
    assertThat(everything()).isEqualTo(before);
  }

  private void assertThatContentIsOf(String build) {
    assertThat(database.value("SELECT name, (SELECT build FROM public.names) FROM public.colours"))
        .isEqualTo("%1$s|%1$s".formatted(build));
  }

  private String release() {
    return database.value("SELECT release FROM tilth.database");
  }

  private String everything() throws SQLException {
    try (Connection connection = database.connect()) {
      return DatabaseContent.withTuples(connection)
          + new SnapshotReader(SnapshotScope.EVERYTHING).read(connection).text();
    }
  }

  private static List<String> applied(Report report) {
    return Stream.concat(
            report.migrations().stream()
                .filter(step -> step.result() == MigrationOutcome.Result.APPLIED)
                .map(MigrationOutcome::script),
            report.seeders().stream()
                .filter(step -> step.result() == SeederOutcome.Result.APPLIED)
                .map(SeederOutcome::name))
        .toList();
  }

  private List<Report> atOnce() throws Exception {
    CyclicBarrier start = new CyclicBarrier(FLEET);
    try (ExecutorService threads = Executors.newFixedThreadPool(FLEET)) {
      List<Future<Report>> futures = new ArrayList<>();
      for (int i = 0; i < FLEET; i++) {
        InlineContent content = i % 2 == 0 ? older().release(1) : newer().release(2);
        futures.add(
            threads.submit(() -> {
              start.await();
              return deploy(content);
            }));
      }
      List<Report> reports = new ArrayList<>();
      for (Future<Report> future : futures) {
        reports.add(future.get());
      }
      return reports;
    }
  }

  private Report deploy(InlineContent content) {
    return run(content, Selection.DEPLOY);
  }

  private Report run(InlineContent content, Selection selection) {
    return tilth(content).run("deploy", selection, Consent.NONE).orThrow();
  }

  private Tilth tilth(InlineContent content) {
    return content.addTo(Tilth.builder().url(database.url())).build();
  }

  private static InlineContent older() {
    return new InlineContent()
        .script(
            "V1__things.sql",
            """
            CREATE TABLE public.colours (code text CONSTRAINT colours_pkey PRIMARY KEY, name text);
            CREATE TABLE public.counter (who text NOT NULL);
            """)
        .script("V2__note.sql", "ALTER TABLE public.counter ADD COLUMN note text;")
        .script("R__names.sql", view("older"))
        .colours("code,name\nred,older\n")
        .counting(SeederSpec.onChange("Tally"))
        .counting(greeting("Hello"));
  }

  /** What an author may do after the older build was deployed. */
  private static InlineContent newer() {
    return older()
        .script("V3__extra.sql", "CREATE TABLE public.extra (id bigint);")
        .script("R__names.sql", view("newer"))
        .colours("code,name\nred,newer\n")
        .counting(SeederSpec.onChange("Tally").withVersion(2))
        .counting(SeederSpec.once("Fresh"));
  }

  /** The newer build with changes that are errors where the older one was deployed before it. */
  private static InlineContent rewritten() {
    return newer()
        .script("V2__note.sql", "ALTER TABLE public.counter ADD COLUMN note text DEFAULT '';")
        .counting(greeting("Good day"));
  }

  private static SeederSpec greeting(String text) {
    return SeederSpec.once("Greeting").reading(InlineContent.resource("greeting.txt", text));
  }

  private static String view(String build) {
    return "CREATE OR REPLACE VIEW public.names AS SELECT '%s'::text AS build;".formatted(build);
  }
}
