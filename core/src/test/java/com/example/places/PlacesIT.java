package com.example.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.Tilth;
import dev.tilth.config.SettingsLoader;
import dev.tilth.config.TilthSettings;
import dev.tilth.deploy.Report;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.RowCounts;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the samples of the documents true. */
@PostgresTest
final class PlacesIT {

  @TempDir Path directory;

  @Test
  void the_samples_deploy_and_have_nothing_to_do_afterwards(TestDatabase given) {
    TestDatabase database = given.another();

    Report first = tilth(database, Map.of()).deploy().orThrow();
    Report second = tilth(database, Map.of()).deploy();

    assertThat(first.appliedMigrations()).isEqualTo(4);
    assertThat(first.seeders())
        .filteredOn(step -> step.result() == SeederOutcome.Result.APPLIED)
        .extracting(SeederOutcome::name, step -> step.rows().orElseThrow(), SeederOutcome::exact)
        .containsExactly(
            tuple("CountrySeeder", new RowCounts(2, 0, 0, 0), true),
            tuple("RegionSeeder", new RowCounts(3, 0, 0, 0), true),
            tuple("OfficeSeeder", new RowCounts(3, 0, 0, 0), true),
            tuple("ContactSeeder", new RowCounts(1, 0, 0, 0), false));
    assertThat(database.column("SELECT code, country FROM public.region_names ORDER BY code"))
        .containsExactly("BRE|France", "ON|Canada", "QC|Canada");
    assertThat(database.column("SELECT code, phone, hours FROM public.offices ORDER BY code"))
        .containsExactly(
            "paris|+33 1 23 45 67 89|{\"mon\": [9, 17]}",
            "quebec|+1 555 0100|{}",
            "test|+1 555 0101|{}");
    assertThat(second.outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
  }

  @Test
  void a_seeder_reads_its_settings(TestDatabase given) {
    TestDatabase database = given.another();

    tilth(database, Map.of("tilth.seeders.ContactSeeder.email", "office@example.com")).deploy();

    assertThat(database.column("SELECT email FROM public.contacts"))
        .containsExactly("office@example.com");
  }

  @Test
  void a_seeder_of_other_environments_is_passed_over(TestDatabase given) {
    TestDatabase database = given.another();

    Report report = tilth(database, Map.of("tilth.environment", "staging")).deploy().orThrow();

    assertThat(report.seeders())
        .extracting(SeederOutcome::name, SeederOutcome::result)
        .contains(tuple("ContactSeeder", SeederOutcome.Result.OTHER_ENVIRONMENT));
    assertThat(database.column("SELECT email FROM public.contacts")).isEmpty();
  }

  @Test
  void a_row_gets_its_secret_from_the_environment(TestDatabase given) {
    TestDatabase database = given.another();

    tilth(database, Map.of("MAPS_KEY", "k3y"), Map.of("tilth.environment", "qa")).deploy();

    assertThat(database.column("SELECT code, api_key, region_codes FROM public.services"))
        .containsExactly("maps|k3y|{ON,QC}");
  }

  @Test
  void a_program_of_ones_own_deploys_the_samples(TestDatabase given) {
    String url = given.another().url();

    Tilth tilth =
        Tilth.builder()
            .url(url)
            .environment("dev")
            .migrations(new PlacesMigrations())
            .seeders(new PlacesSeeders())
            .build();
    Report report = tilth.deploy().orThrow();

    assertThat(report.appliedSeeders()).isEqualTo(4);
  }

  private Tilth tilth(TestDatabase database, Map<String, String> values) {
    return tilth(database, Map.of(), values);
  }

  private Tilth tilth(
      TestDatabase database, Map<String, String> variables, Map<String, String> values) {
    SettingsLoader loader = SettingsLoader.of(variables, directory);
    for (Map.Entry<String, String> value : values.entrySet()) {
      loader = loader.with(value.getKey(), value.getValue());
    }
    TilthSettings settings = loader.load();
    return Tilth.builder()
        .settings(settings)
        .url(database.url())
        .migrations(new PlacesMigrations())
        .seeders(new PlacesSeeders())
        .build();
  }
}
