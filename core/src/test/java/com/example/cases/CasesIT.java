package com.example.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.InlineContent;
import dev.tilth.Tilth;
import dev.tilth.deploy.Report;
import dev.tilth.seed.ChunkShare;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.ChunkedTableSeeder;
import dev.tilth.spi.Resource;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Keeps the samples of docs/bulk-data.md true. */
@PostgresTest
final class CasesIT {

  @Test
  void the_samples_are_loaded_in_chunks(TestDatabase given) {
    TestDatabase database = given.another();
    InlineContent content =
        new InlineContent()
            .script(
                "V1__cases.sql",
                """
                CREATE TABLE cases (reference text PRIMARY KEY, title text);
                CREATE TABLE audit (n bigint);
                """)
            .seeder(cases())
            .seeder(new AuditSeeder());

    Report report = content.addTo(Tilth.builder().url(database.url())).build().deploy().orThrow();

    assertThat(report.seeders())
        .extracting(SeederOutcome::chunks)
        .containsExactly(
            Optional.of(new ChunkShare(1, 1, 1)), Optional.of(new ChunkShare(4, 4, 4)));
    assertThat(database.value("SELECT count(*) FROM cases")).isEqualTo("3");
    assertThat(database.value("SELECT count(*), sum(n) FROM audit")).isEqualTo("10000|49995000");
  }

  private static Seeder cases() {
    return ChunkedTableSeeder.of(
        SeederSpec.onChange("Cases"),
        TableData.of("cases", Resource.classpath(CasesIT.class, "cases.csv")).key("reference"));
  }
}
