package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tilth.config.SettingsLoader;
import dev.tilth.config.TilthSettings;
import dev.tilth.deploy.Forecast;
import dev.tilth.deploy.PlanDetail;
import dev.tilth.deploy.Report;
import dev.tilth.plan.PlanHash;
import dev.tilth.plan.RowChanges;
import dev.tilth.plan.Selection;
import dev.tilth.policy.ForceRefusedException;
import dev.tilth.spi.FailureKind;
import dev.tilth.testing.PostgresTest;
import dev.tilth.track.RunRecord;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the policy permits only to those who have seen it in a plan. */
@PostgresTest
final class PlanApprovalIT extends PlanHashFixture {

  @Test
  void a_mirror_deletes_in_staging_what_somebody_has_seen() {
    environment = "staging";
    mirror("a,A", "b,B");
    deploy();
    mirror("a,A");
    assertThat(seed(Selection.SEED, Optional.empty()).exitCode()).isEqualTo(3);
    PlanHash hash = hash(Selection.SEED);
    assertThat(seed(Selection.SEED, Optional.of(hash)).exitCode()).isZero();
    assertThat(names()).containsExactly("a|A");
  }

  @Test
  void a_mirror_deletes_nothing_that_a_plan_could_not_know() {
    environment = "staging";
    mirror("a,A", "b,B");
    deploy();
    mirror("a,A");
    content.script("V2__more.sql", "ALTER TABLE public.role ADD COLUMN more text;");
    Report report = deploy(hash(Selection.DEPLOY));
    assertThat(report.exitCode()).isEqualTo(3);
    assertThat(report.appliedMigrations()).isEqualTo(1);
    assertThat(names()).containsExactly("a|A", "b|B");
    assertThat(deploy(hash(Selection.DEPLOY)).exitCode()).isZero();
    assertThat(names()).containsExactly("a|A");
  }

  @Test
  void a_plan_of_what_the_policy_never_allows_says_so() {
    mirror("a,A", "b,B");
    deploy();
    mirror("a,A");
    TilthSettings settings =
        SettingsLoader.of(Map.of(), Path.of("nowhere"))
            .with("tilth.environments.dev.mirror-deletes", "refused")
            .load();
    Tilth strict =
        content
            .addTo(Tilth.builder().settings(settings).url(database.url()).environment("dev"))
            .build();
    assertThat(strict.plan().failures())
        .singleElement()
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.REFUSED));
    assertThat(strict.plan().hash()).isEmpty();
  }

  @Test
  void what_a_deletion_takes_along_is_part_of_what_was_seen() {
    environment = "staging";
    content.script(
        "V1__tables.sql",
        V1
            + " CREATE TABLE public.orders (id int, role text REFERENCES public.role ON DELETE"
            + " CASCADE); CREATE TABLE public.deep (id int PRIMARY KEY);"
            + " ALTER TABLE public.orders ADD PRIMARY KEY (id);"
            + " ALTER TABLE public.deep ADD COLUMN o int REFERENCES public.orders ON DELETE SET"
            + " NULL;");
    mirror("a,A", "b,B");
    deploy();
    database.execute(
        "INSERT INTO public.orders SELECT n, 'b' FROM generate_series(1, 50) n;"
            + " INSERT INTO public.deep SELECT n, n FROM generate_series(1, 3) n");
    mirror("a,A");
    Forecast plan = tilth().plan(Selection.DEPLOY, CONSENT, PlanDetail.COUNTS);
    assertThat(plan.rows().getFirst().tables().getFirst())
        .isInstanceOfSatisfying(
            RowChanges.Known.class,
            known ->
                assertThat(known.along())
                    .containsExactly(
                        new RowChanges.Along("public.orders", 50, true),
                        new RowChanges.Along("public.deep", 3, false)));
    database.execute("INSERT INTO public.orders VALUES (51, 'b')");
    refused(plan.hash().orElseThrow(), "the rows that would change");
    assertThat(deploy(hash(Selection.DEPLOY)).exitCode()).isZero();
    assertThat(database.value("SELECT count(*) FROM public.orders")).isEqualTo("0");
  }

  @Test
  void tables_from_which_a_mirror_takes_rows_along_are_unknown_to_seeders_after_it() {
    content.script(
        "V1__tables.sql",
        V1
            + " CREATE TABLE public.person (code text PRIMARY KEY, role text REFERENCES public.role"
            + " ON DELETE CASCADE);");
    mirror("a,A", "b,B");
    persons("p,a", "q,b");
    deploy();
    mirror("a,A");
    persons("p,a");
    Forecast plan = tilth().plan(Selection.DEPLOY, CONSENT, PlanDetail.COUNTS);
    assertThat(plan.rows().getLast().tables())
        .containsExactly(new RowChanges.Unknown("public.person", "Roles has run"));
    assertThat(deploy(plan.hash().orElseThrow()).exitCode()).isZero();
    assertThat(database.column("SELECT code FROM public.person")).containsExactly("p");
  }

  @Test
  void force_takes_in_prod_what_somebody_has_seen_and_a_reason() {
    environment = "prod";
    roles("a,A");
    deploy();
    database.execute("UPDATE public.role SET name = 'Z'");
    Selection force = Selection.SEED.withForce(Set.of("Roles"));
    assertThatExceptionOfType(ForceRefusedException.class)
        .isThrownBy(() -> seed(force.withReason("Wrong names."), Optional.empty()))
        .withMessageContaining("tilth plan --for seed --trigger manual --force Roles");
    PlanHash hash = hash(force);
    assertThatExceptionOfType(ForceRefusedException.class)
        .isThrownBy(() -> seed(force, Optional.of(hash)))
        .withMessageContaining("--reason");
    assertThat(seed(force.withReason("Wrong names."), Optional.of(hash)).exitCode()).isZero();
    assertThat(names()).containsExactly("a|A");
    RunRecord last = tilth().history(1).getFirst();
    assertThat(last.reason()).contains("Wrong names.");
    assertThat(last.planHash()).contains(hash.text());
  }
}
