package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.deploy.Report;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TilthException;
import dev.tilth.testing.TestDatabase;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Seeders that may share a transaction, beside the same ones one by one. On several versions. */
abstract class GroupedContract {

  private static final long SEED = Long.getLong("tilth.test.seed", new Random().nextLong());
  private static final int RUNS = 20;

  private static final String RECORDS =
      """
      SELECT name, mode, version, checksum, status,
             rows_inserted, rows_updated, rows_deleted, rows_unchanged
        FROM tilth.seed WHERE name !~ 'Apart' ORDER BY name
      """;

  private static final String STEPS =
      """
      SELECT name, outcome, rows_inserted, rows_updated, rows_deleted, rows_unchanged, error
        FROM tilth.step WHERE kind = 'seeder' AND name !~ 'Apart' ORDER BY name
      """;

  private static final String SHARED =
      "SELECT count(*) - count(DISTINCT xmin::text) FROM tilth.seed";

  private final TestDatabase given;

  GroupedContract(TestDatabase given) {
    this.given = given;
  }

  @Test
  void rows_records_and_reports_are_the_same() {
    int shared = 0;
    for (int run = 0; run < RUNS; run++) {
      GroupedCase content = new GroupedCase(new Random(SEED + run));
      String description = "-Dtilth.test.seed=%d, run %d: %s".formatted(SEED, run, content);
      Seeded together = seed(content.seeders(), false);
      Seeded apart = seed(content.seeders(), true);

      assertThat(together.told()).as(description).isEqualTo(apart.told());
      for (String query : List.of(GroupedCase.ROWS, RECORDS, STEPS)) {
        assertThat(together.database().column(query))
            .as(description)
            .isEqualTo(apart.database().column(query));
      }
      assertThat(apart.database().value(SHARED)).as(description).isEqualTo("0");
      shared += Integer.parseInt(together.database().value(SHARED));
    }
    assertThat(shared).as("-Dtilth.test.seed=%d", SEED).isPositive();
  }

  private record Seeded(TestDatabase database, List<String> told) {}

  private Seeded seed(List<Seeder> seeders, boolean apart) {
    InlineContent content = new InlineContent().script("V1__tables.sql", GroupedCase.TABLES);
    for (Seeder seeder : seeders) {
      content.seeder(seeder);
      if (apart) {
        // No group goes beyond code.
        content.seeder(
            SeederSpec.once("Apart" + seeder.spec().name()).independent(), context -> {});
      }
    }
    TestDatabase database = given.another();
    Report report =
        content.addTo(Tilth.builder()).environment("dev").url(database.url()).build().deploy();
    return new Seeded(
        database,
        report.seeders().stream()
            .filter(outcome -> !outcome.name().startsWith("Apart"))
            .map(GroupedContract::told)
            .toList());
  }

  private static String told(SeederOutcome outcome) {
    return "%s %s (%s) %s %s %s: %s"
        .formatted(
            outcome.name(),
            outcome.result(),
            outcome.reason(),
            outcome.rows(),
            outcome.exact(),
            outcome.tables(),
            outcome.failure().map(TilthException::getMessage));
  }
}
