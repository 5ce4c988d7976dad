package dev.tilth;

import static dev.tilth.RehearsalFixture.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.deploy.RehearsalRefusedException;
import dev.tilth.deploy.Report;
import dev.tilth.plan.Selection;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.rehearse.LockMode;
import dev.tilth.rehearse.Rehearsal;
import dev.tilth.rehearse.RehearsedLock;
import dev.tilth.rehearse.RehearsedStep;
import dev.tilth.rehearse.RehearsedStep.Result;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.seed.TableRows;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import dev.tilth.spi.TilthException;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a rehearsal tells of a plan, and that it leaves nothing. */
@PostgresTest
final class RehearsalIT {

  private TestDatabase database;
  private RehearsalFixture fixture;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
    fixture = new RehearsalFixture(database);
  }

  @Test
  void a_first_deployment_is_rehearsed_in_an_empty_database() {
    Rehearsal rehearsal = fixture.rehearse(InlineContent.small());

    assertThat(rehearsal.steps())
        .extracting(RehearsedStep::name, RehearsedStep::result)
        .containsExactly(
            tuple("V1__colours.sql", Result.PASSED),
            tuple("V2__counter.sql", Result.PASSED),
            tuple("V3__index.sql", Result.LEFT_OUT),
            tuple("R__view.sql", Result.PASSED),
            tuple("Colours", Result.PASSED),
            tuple("Second", Result.PASSED),
            tuple("Alone", Result.PASSED));
    assertThat(rehearsal.notRehearsed())
        .containsExactly(
            "V3__index.sql was left out: its CREATE INDEX CONCURRENTLY counter_who_idx ON"
                + " public.counter runs outside a transaction.");
    assertThat(rehearsal.passed()).isTrue();
    assertThat(rehearsal.exitCode()).isZero();
    assertThat(database.value("SELECT to_regnamespace('tilth') IS NULL")).isEqualTo("t");
  }

  @Test
  void the_counts_are_those_of_the_deployment_that_follows() {
    InlineContent content =
        InlineContent.small()
            .script("V4__rows.sql", "INSERT INTO public.counter (who) VALUES ('a'), ('b');")
            .seeder(
                SeederSpec.once("Both"),
                context -> {
                  context.sql().execute("UPDATE public.colours SET name = 'x'");
                  context.sql().execute("DELETE FROM public.counter WHERE who = 'a'");
                });

    Rehearsal rehearsal = fixture.rehearse(content);
    Report report = content.addTo(fixture.builder()).build().deploy().orThrow();

    assertThat(report.seeders()).hasSize(4);
    for (SeederOutcome real : report.seeders()) {
      RehearsedStep step = step(rehearsal, real.name());
      assertThat(step.rows()).isEqualTo(real.rows());
      assertThat(step.tables()).isEqualTo(real.tables());
      assertThat(step.written().exact()).isEqualTo(real.exact());
    }
    assertThat(step(rehearsal, "V4__rows.sql").tables())
        .containsExactly(new TableRows("public.counter", new RowCounts(2, 0, 0, 0)));
  }

  @Test
  void rows_of_a_table_that_is_truncated_later_are_counted_where_they_are_written() {
    Rehearsal rehearsal =
        fixture.rehearse(
            new InlineContent()
                .script("V1__t.sql", "CREATE TABLE public.t (i int); INSERT INTO t VALUES (1);")
                .script("V2__t.sql", "TRUNCATE public.t; INSERT INTO t VALUES (2), (3);"));

    assertThat(step(rehearsal, "V1__t.sql").rows()).contains(new RowCounts(1, 0, 0, 0));
    assertThat(step(rehearsal, "V2__t.sql").rows()).contains(new RowCounts(2, 0, 0, 0));
  }

  @Test
  void a_migration_that_fails_ends_the_rehearsal_and_is_told_in_full() {
    Rehearsal rehearsal =
        fixture.rehearse(
            InlineContent.small()
                .script(
                    "V4__broken.sql",
                    """
                    CREATE TABLE public.more (id int);
                    INSERT INTO public.more
                    VALUES ('s3cret');
                    """)
                .script("V5__later.sql", "SELECT 1;"));

    RehearsedStep broken = step(rehearsal, "V4__broken.sql");
    assertThat(broken.result()).isEqualTo(Result.FAILED);
    assertThat(broken.note()).isEqualTo("may come from what was left out before: V3__index.sql");
    assertThat(broken.failure().orElseThrow())
        .hasMessageStartingWith("Migration V4__broken.sql failed in the rehearsal at line 3: ")
        .hasMessageContaining("SQLSTATE 22P02")
        .hasMessageContaining("Statement: INSERT INTO public.more VALUES ('...').");
    assertThat(rehearsal.failure()).isEqualTo(broken.failure());
    assertThat(rehearsal.steps())
        .filteredOn(step -> step.result() == Result.NOT_REACHED)
        .extracting(RehearsedStep::name, RehearsedStep::note)
        .containsExactly(
            tuple("V5__later.sql", "an earlier migration did not pass"),
            tuple("R__view.sql", "an earlier migration did not pass"),
            tuple("Colours", "a migration did not pass"),
            tuple("Second", "a migration did not pass"),
            tuple("Alone", "a migration did not pass"));
  }

  @Test
  void dependents_of_a_seeder_that_fails_are_not_reached_and_others_are() {
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Broken"),
                context -> {
                  context.sql().execute("INSERT INTO public.counter (who) VALUES ('gone')");
                  throw new IllegalStateException("it broke");
                })
            .counting(SeederSpec.once("Dependent").after("Broken"))
            .counting(SeederSpec.once("More").after("Dependent"))
            .seeder(
                SeederSpec.once("Last"),
                context ->
                    assertThat(context.sql().fetchValues("SELECT who FROM counter ORDER BY 1"))
                        .isEqualTo(java.util.List.of("Alone", "Second")));

    Rehearsal rehearsal = fixture.rehearse(content);

    assertThat(rehearsal.steps())
        .filteredOn(step -> step.kind() == RehearsedStep.Kind.SEEDER)
        .extracting(RehearsedStep::name, RehearsedStep::result)
        .contains(
            tuple("Broken", Result.FAILED),
            tuple("Dependent", Result.NOT_REACHED),
            tuple("More", Result.NOT_REACHED),
            tuple("Last", Result.PASSED));
    assertThat(step(rehearsal, "More").note()).isEqualTo("Dependent did not pass");
    assertThat(rehearsal.failure().orElseThrow()).hasMessageContaining("it broke");
    assertThat(rehearsal.exitCode()).isEqualTo(1);
  }

  @Test
  void a_seeder_with_effects_outside_is_left_out_by_name() {
    AtomicInteger sent = new AtomicInteger();
    InlineContent content =
        InlineContent.small()
            .seeder(new Mailing(sent))
            .counting(SeederSpec.once("Dependent").after("Mailing"));

    Rehearsal rehearsal = fixture.rehearse(content);

    assertThat(sent).hasValue(0);
    assertThat(step(rehearsal, "Mailing").result()).isEqualTo(Result.LEFT_OUT);
    assertThat(step(rehearsal, "Dependent").result()).isEqualTo(Result.PASSED);
    assertThat(rehearsal.notRehearsed())
        .contains("Mailing was left out: it has effects outside the database.");
    content.addTo(fixture.builder()).build().deploy().orThrow();
    assertThat(sent).hasValue(1);
  }

  @Test
  void a_script_with_rows_for_a_client_is_left_out() {
    Rehearsal rehearsal =
        fixture.rehearse(
            new InlineContent()
                .script("V1__t.sql", "CREATE TABLE public.t (i int);")
                .script("V2__t.sql", "COPY public.t FROM STDIN;\n1\n\\.\n")
                .script("V3__t.sql", "SELECT 1 / count(*) FROM public.t;"));

    assertThat(rehearsal.notRehearsed())
        .containsExactly(
            "V2__t.sql was left out: its COPY at line 1 takes its rows from the script.");
    assertThat(step(rehearsal, "V3__t.sql").result()).isEqualTo(Result.FAILED);
    assertThat(step(rehearsal, "V3__t.sql").note()).endsWith("left out before: V2__t.sql");
  }

  @Test
  void a_value_that_a_pending_script_adds_to_an_enum_cannot_be_tried() {
    new InlineContent()
        .script("V1__t.sql", "CREATE TYPE colour AS ENUM ('red'); CREATE TABLE t (c colour);")
        .addTo(fixture.builder())
        .build()
        .deploy()
        .orThrow();
    InlineContent content =
        new InlineContent()
            .script("V1__t.sql", "CREATE TYPE colour AS ENUM ('red'); CREATE TABLE t (c colour);")
            .script("V2__t.sql", "ALTER TYPE colour ADD VALUE 'blue';")
            .script("V3__t.sql", "INSERT INTO t VALUES ('blue');")
            .seeder(
                SeederSpec.once("Blue"),
                context -> context.sql().execute("INSERT INTO t VALUES ('blue')"));

    Rehearsal rehearsal = fixture.rehearse(content);

    assertThat(rehearsal.steps())
        .extracting(RehearsedStep::name, RehearsedStep::result)
        .containsExactly(
            tuple("V2__t.sql", Result.PASSED),
            tuple("V3__t.sql", Result.LEFT_OUT),
            tuple("Blue", Result.LEFT_OUT));
    content.addTo(fixture.builder()).build().deploy().orThrow();
  }

  @Test
  void locks_on_what_was_there_before_are_told_once_and_when_they_grow() {
    InlineContent content = InlineContent.small();
    content.addTo(fixture.builder()).build().deploy().orThrow();

    Rehearsal rehearsal =
        fixture.rehearse(
            content
                .script("V4__a.sql", "CREATE INDEX ON public.colours (name);")
                .script("V5__b.sql", "ALTER TABLE public.colours ADD COLUMN rank int;")
                .script(
                    "V6__c.sql", "CREATE TABLE public.fresh (i int); DROP TABLE public.counter;")
                .colours("code,name\nred,Rot\ngreen,Green\n")
                .seeder(
                    SeederSpec.once("Fresh"),
                    context -> context.sql().execute("INSERT INTO public.fresh VALUES (1)")));

    assertThat(step(rehearsal, "V4__a.sql").locks())
        .containsExactly(new RehearsedLock("public.colours", LockMode.SHARE));
    assertThat(step(rehearsal, "V5__b.sql").locks())
        .containsExactly(new RehearsedLock("public.colours", LockMode.ACCESS_EXCLUSIVE));
    assertThat(step(rehearsal, "V6__c.sql").locks())
        .contains(new RehearsedLock("public.counter", LockMode.ACCESS_EXCLUSIVE))
        .extracting(RehearsedLock::relation)
        .doesNotContain("public.fresh", "public.colours");
    assertThat(step(rehearsal, "Colours").locks()).isEmpty();
    assertThat(step(rehearsal, "Fresh").locks()).isEmpty();
  }

  @Test
  void a_mirror_is_rehearsed_where_the_policy_wants_a_reviewed_plan() {
    InlineContent content = mirror("code,name\nred,Red\nblue,Blue\n");
    content.addTo(fixture.builder().environment("staging")).build().deploy().orThrow();

    Rehearsal rehearsal =
        fixture.rehearse(
            mirror("code,name\nred,Red\ngreen,Green\n")
                .addTo(fixture.builder().environment("staging"))
                .build());

    assertThat(step(rehearsal, "Colours").rows()).contains(new RowCounts(1, 0, 1, 1));
    assertThat(rehearsal.passed()).isTrue();
  }

  @Test
  void a_mirror_is_rehearsed_in_a_database_without_a_tracker() {
    Rehearsal rehearsal = fixture.rehearse(mirror("code,name\nred,Red\nblue,Blue\n"));

    assertThat(step(rehearsal, "Colours").rows()).contains(new RowCounts(2, 0, 0, 0));
    assertThat(step(rehearsal, "Colours").written().exact()).isTrue();
  }

  @Test
  void nothing_pending_is_nothing_to_rehearse() {
    InlineContent.small().addTo(fixture.builder()).build().deploy().orThrow();

    Rehearsal rehearsal = fixture.rehearse(InlineContent.small());

    assertThat(rehearsal.steps()).isEmpty();
    assertThat(rehearsal.passed()).isTrue();
  }

  @Test
  void a_rehearsal_in_a_database_that_was_deployed_to_leaves_its_records_alone() {
    InlineContent.small().addTo(fixture.builder()).build().deploy().orThrow();

    Rehearsal rehearsal =
        fixture.rehearse(
            InlineContent.small()
                .colours("code,name\nred,Rot\nblue,Blau\n")
                .script(
                    "V4__t.sql", "UPDATE public.counter SET who = 'x'; DROP VIEW public.names;"));

    assertThat(step(rehearsal, "Colours").rows()).contains(new RowCounts(1, 1, 0, 0));
    assertThat(step(rehearsal, "V4__t.sql").rows()).contains(new RowCounts(0, 2, 0, 0));
  }

  @Test
  void a_protected_environment_is_refused_with_what_to_do_instead() {
    Tilth prod = InlineContent.small().addTo(fixture.builder().environment("prod")).build();

    assertThatThrownBy(() -> prod.rehearse(Selection.DEPLOY, new Consent(true, true)))
        .isInstanceOf(RehearsalRefusedException.class)
        .hasMessageContaining("environment prod is protected")
        .hasMessageContaining("tilth plan --env prod")
        .hasMessageContaining("restored copy")
        .extracting(e -> ((TilthException) e).kind())
        .isEqualTo(FailureKind.REFUSED);
  }

  private static InlineContent mirror(String csv) {
    return new InlineContent()
        .script(
            "V1__colours.sql",
            "CREATE TABLE public.colours (code text PRIMARY KEY, name text NOT NULL);")
        .seeder(
            SeederSpec.onChange("Colours", InlineContent.resource("c.csv", csv)),
            context ->
                context.load(
                    TableData.of("public.colours", InlineContent.resource("c.csv", csv))
                        .key("code")
                        .mode(TableMode.MIRROR)));
  }

  private record Mailing(AtomicInteger sent) implements Seeder {

    @Override
    public SeederSpec spec() {
      return SeederSpec.once("Mailing");
    }

    @Override
    public void seed(SeedContext context) {
      sent.incrementAndGet();
    }

    @Override
    public boolean hasEffectsOutside() {
      return true;
    }
  }
}
