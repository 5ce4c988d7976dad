package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.deploy.Report;
import dev.tilth.plan.Selection;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.policy.Trigger;
import dev.tilth.seed.SeederFailedException;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import dev.tilth.spi.TableSeeder;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mirrors in deployments: ownership commits with the rows, and the policy decides. */
@PostgresTest
final class MirrorSeederIT {

  private static final String BOTH = "code,name\nred,Red\nblue,Blue\n";
  private static final String RED = "code,name\nred,Red\n";

  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
  }

  @Test
  void what_a_mirror_deletes_is_counted_exactly_in_report_and_record() {
    deploy("qa", BOTH);

    Report report = deploy("qa", RED);

    assertThat(report.seeders())
        .filteredOn(step -> step.name().equals("Colours"))
        .singleElement()
        .satisfies(step -> {
          assertThat(step.rows()).contains(new RowCounts(0, 0, 1, 1));
          assertThat(step.exact()).isTrue();
        });
    assertThat(database.value("SELECT rows_deleted FROM tilth.seed WHERE name = 'Colours'"))
        .isEqualTo("1");
    assertThat(colours()).containsExactly("red");
  }

  @Test
  void where_the_policy_wants_a_plan_hash_nothing_of_the_seeder_is_written() {
    assertThat(deploy("staging", BOTH).outcome()).isEqualTo(Report.Outcome.DONE);

    Report report = deploy("staging", "code,name\nred,Other\ngreen,Green\n");

    assertThat(report.exitCode()).isEqualTo(3);
    assertThat(report.failure())
        .get()
        .isInstanceOf(SeederFailedException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith(
            "Seeder Colours was refused and rolled back; nothing of it is written. The mirror of"
                + " table public.colours would delete 1 row, which is refused: the policy of"
                + " environment staging says mirror-deletes = plan-hash.");
    assertThat(database.column("SELECT code, name FROM public.colours ORDER BY 1"))
        .containsExactly("blue|Blue", "red|Red");
    assertThat(deploy("staging", BOTH + "green,Green\n").outcome()).isEqualTo(Report.Outcome.DONE);
    assertThat(colours()).containsExactly("blue", "green", "red");
  }

  @Test
  void a_seeder_that_fails_after_its_mirror_leaves_rows_and_ownership_as_they_were() {
    deploy("qa", BOTH);
    InlineContent broken = content(RED);
    broken.seeder(
        SeederSpec.onChange("Colours").withVersion(2),
        context -> {
          context.load(colours(RED));
          throw new IllegalStateException("after the mirror");
        });

    assertThat(tilth("qa", broken).deploy().exitCode()).isEqualTo(1);
    assertThat(colours()).containsExactly("blue", "red");
    assertThat(database.value("SELECT count(*) FROM tilth.seed_row")).isEqualTo("2");

    deploy("qa", RED);
    assertThat(colours()).containsExactly("red");
  }

  @Test
  void a_connection_that_is_lost_after_the_mirror_makes_all_of_it_be_done_again() {
    deploy("qa", BOTH);
    AtomicInteger attempts = new AtomicInteger();
    InlineContent content =
        content(RED)
            .seeder(
                SeederSpec.onChange("Colours").withVersion(2),
                context -> {
                  context.load(colours(RED + "green,Green\n"));
                  if (attempts.incrementAndGet() == 1) {
                    context.sql().execute("SELECT pg_terminate_backend(pg_backend_pid())");
                  }
                });

    Report report = tilth("qa", content).deploy().orThrow();

    assertThat(attempts).hasValue(2);
    assertThat(report.rows()).isEqualTo(new RowCounts(1, 0, 1, 1));
    assertThat(colours()).containsExactly("green", "red");
    assertThat(database.column("SELECT business_key ->> 'code' FROM tilth.seed_row ORDER BY 1"))
        .containsExactly("green", "red");
  }

  @Test
  void a_forced_run_repeats_the_mirror() {
    deploy("qa", BOTH);
    database.execute("DELETE FROM public.colours WHERE code = 'red'");
    Selection force = Selection.SEED.withForce(Set.of("Colours")).withOnly(Set.of("Colours"));

    Report report = tilth("qa", content(BOTH)).run("seed", force, Consent.NONE);

    assertThat(report.rows()).isEqualTo(new RowCounts(1, 0, 0, 1));
    deploy("qa", "code,name\n");
    assertThat(colours()).isEmpty();
  }

  @Test
  void two_runs_without_the_run_lock_mirror_once() throws Exception {
    deploy("qa", BOTH);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Report>> runs =
          threads.invokeAll(List.of(() -> lockless(RED).deploy(), () -> lockless(RED).deploy()));
      long deleted = 0;
      for (Future<Report> run : runs) {
        Report report = run.get(60, TimeUnit.SECONDS);
        assertThat(report.failures()).isEmpty();
        deleted += report.rows().deleted();
      }
      assertThat(deleted).isEqualTo(1);
    }
    assertThat(colours()).containsExactly("red");
    assertThat(database.column("SELECT business_key ->> 'code' FROM tilth.seed_row"))
        .containsExactly("red");
  }

  @Test
  void rows_of_a_table_and_of_one_that_refers_to_it_go_in_one_seeder() {
    assertThat(deployTwo("a\nb\n", "x,a\ny,b\n").outcome()).isEqualTo(Report.Outcome.DONE);

    Report report = deployTwo("a\n", "x,a\n");

    assertThat(report.seeders())
        .extracting(SeederOutcome::rows)
        .singleElement()
        .satisfies(rows -> assertThat(rows).contains(new RowCounts(0, 0, 2, 2)));
    assertThat(report.seeders()).allMatch(SeederOutcome::exact);
  }

  private Report deployTwo(String parents, String children) {
    TableSeeder seeder =
        TableSeeder.of(
            SeederSpec.onChange("Family"),
            mirror("public.parent", "parent.csv", "code\n" + parents),
            mirror("public.child", "child.csv", "code,parent.code\n" + children));
    InlineContent family =
        new InlineContent()
            .script(
                "V1__family.sql",
                """
                CREATE TABLE public.parent (id serial PRIMARY KEY, code text NOT NULL UNIQUE);
                CREATE TABLE public.child (
                  id serial PRIMARY KEY, code text NOT NULL UNIQUE,
                  parent_id integer NOT NULL REFERENCES public.parent);
                """)
            .seeder(seeder);
    return tilth("qa", family).deploy();
  }

  private Report deploy(String environment, String csv) {
    return tilth(environment, content(csv)).deploy();
  }

  private static InlineContent content(String csv) {
    return InlineContent.small()
        .seeder(TableSeeder.of(SeederSpec.onChange("Colours"), colours(csv)));
  }

  private static TableData colours(String csv) {
    return mirror("public.colours", "colours.csv", csv);
  }

  private static TableData mirror(String table, String file, String csv) {
    return TableData.of(table, InlineContent.resource(file, csv)).mode(TableMode.MIRROR);
  }

  private Tilth tilth(String environment, InlineContent content) {
    return builder(environment, content).build();
  }

  private Tilth lockless(String csv) {
    return builder("qa", content(csv)).withoutRunLock().build();
  }

  private TilthBuilder builder(String environment, InlineContent content) {
    return content
        .addTo(Tilth.builder().url(database.url()))
        .environment(environment)
        .trigger(Trigger.MANUAL);
  }

  private List<String> colours() {
    return database.column("SELECT code FROM public.colours ORDER BY 1");
  }
}
