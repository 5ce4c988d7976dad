package dev.tilth.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.InlineContent;
import dev.tilth.Tilth;
import dev.tilth.TilthBuilder;
import dev.tilth.catalog.SeedFolder;
import dev.tilth.config.SeedFiles;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What 300 seeders of 10 rows cost beside one psql session with the same SQL in one file, in ratios
 * measured side by side; for a machine that does nothing else and has {@code psql}, and therefore
 * run by its name only (docs/testing.md).
 */
@PostgresTest
class SmallSeedersBenchmark {

  private static final int SEEDERS = 300;
  private static final int ROWS = 10;
  private static final int ROUNDS = 7;

  private static final String TABLE =
      "CREATE TABLE public.t%d (code text PRIMARY KEY, name text NOT NULL, n integer NOT NULL);";

  private final TestDatabase given;

  SmallSeedersBenchmark(TestDatabase given) {
    this.given = given;
  }

  @Test
  void three_hundred_small_seeders_beside_psql(@TempDir Path directory) throws Exception {
    Path plain = write(directory.resolve("plain.sql"), "%s");
    Path claimed = write(directory.resolve("claimed.sql"), CLAIM + "%s" + COMPLETE);
    Path seeds = seeds(Files.createDirectory(directory.resolve("seeds")));
    for (Kind kind : Kind.values()) {
      for (int parallel = 1; parallel <= 2; parallel++) {
        compare(kind, parallel, seeds, plain, claimed);
      }
    }
  }

  private void compare(Kind kind, int parallel, Path seeds, Path plain, Path claimed)
      throws Exception {
    List<Double> toPlain = new ArrayList<>();
    List<Double> toClaimed = new ArrayList<>();
    long best = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long seeded = millisOfTilth(kind, parallel, seeds);
      long scripted = millisOfPsql(plain);
      long recorded = millisOfPsql(claimed);
      best = Math.min(best, seeded);
      toPlain.add(seeded / (double) scripted);
      toClaimed.add(seeded / (double) recorded);
      Proof.say(
          "%s, parallel %d: %d ms, psql %d ms, psql with claims and records %d ms"
              .formatted(kind, parallel, seeded, scripted, recorded));
    }
    Proof.say(
        "%s, parallel %d: median ratio to psql %.2f, to psql with claims and records %.2f"
            .formatted(kind, parallel, median(toPlain), median(toClaimed)));
    assertThat(best).isPositive();
  }

  private static double median(List<Double> ratios) {
    Collections.sort(ratios);
    return ratios.get(ROUNDS / 2);
  }

  private long millisOfTilth(Kind kind, int parallel, Path seeds) {
    TestDatabase database = empty();
    TilthBuilder builder = content(kind).addTo(Tilth.builder().url(database.url()));
    if (kind == Kind.SQL_FILES) {
      builder.seeders(SeedFiles.in(SeedFolder.directory(seeds)));
    }
    Tilth tilth = builder.parallel(parallel).build();
    tilth.migrate().orThrow();
    long start = System.nanoTime();
    tilth.seed().orThrow();
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertRows(database);
    return millis;
  }

  private long millisOfPsql(Path script) throws IOException, InterruptedException {
    TestDatabase database = empty();
    InlineContent none = tables();
    none.addTo(Tilth.builder().url(database.url())).build().migrate().orThrow();
    long start = System.nanoTime();
    Process psql =
        new ProcessBuilder(
                "psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", script.toString(), database.url())
            .inheritIO()
            .start();
    assertThat(psql.waitFor()).isZero();
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertRows(database);
    return millis;
  }

  private static void assertRows(TestDatabase database) {
    String rows =
        IntStream.range(0, SEEDERS)
            .mapToObj("(SELECT count(*) FROM public.t%d)"::formatted)
            .collect(Collectors.joining("+"));
    assertThat(database.value("SELECT " + rows)).isEqualTo("" + SEEDERS * ROWS);
  }

  private TestDatabase empty() {
    return given.another();
  }

  private static InlineContent tables() {
    return new InlineContent()
        .script(
            "V1__t.sql",
            IntStream.range(0, SEEDERS)
                .mapToObj(TABLE::formatted)
                .collect(Collectors.joining("\n")));
  }

  private static InlineContent content(Kind kind) {
    InlineContent content = tables();
    for (int i = 0; i < SEEDERS; i++) {
      int number = i;
      SeederSpec spec = SeederSpec.once("S" + i).independent();
      switch (kind) {
        case DECLARED ->
            content.seeder(
                TableSeeder.of(
                    spec,
                    TableData.of("public.t" + number, InlineContent.resource("t.csv", csv()))
                        .key("code")));
        case SQL -> content.seeder(spec, context -> context.sql().execute(insert(number)));
        case SQL_FILES -> {}
      }
    }
    return content;
  }

  private static String csv() {
    return "code,name,n\n"
        + IntStream.range(0, ROWS)
            .mapToObj(i -> "c%d,Name %d,%d\n".formatted(i, i, i))
            .collect(Collectors.joining());
  }

  private static String insert(int seeder) {
    return "INSERT INTO public.t%d (code, name, n) VALUES ".formatted(seeder)
        + IntStream.range(0, ROWS)
            .mapToObj(i -> "('c%d', 'Name %d', %d)".formatted(i, i, i))
            .collect(Collectors.joining(", "));
  }

  private static final String CLAIM =
      """
      INSERT INTO tilth.seed AS s (name, mode, version, checksum, status, attempt_id, started_at, run_id)
        VALUES ('S%1$d', 'once', 1, repeat('0', 64), 'running', gen_random_uuid(), clock_timestamp(),
                '00000000-0000-0000-0000-000000000000')
        ON CONFLICT (name) DO UPDATE SET status = 'running' WHERE s.attempt_id IS NULL;
      """;

  private static final String COMPLETE =
      """
      UPDATE tilth.seed SET status = 'done', rows_inserted = 10, rows_updated = 0, rows_deleted = 0,
             rows_unchanged = 0, finished_at = clock_timestamp(),
             duration = clock_timestamp() - started_at
        WHERE name = 'S%1$d' AND xmin = pg_current_xact_id()::xid;
      """;

  private static Path write(Path file, String transaction) throws IOException {
    String text =
        IntStream.range(0, SEEDERS)
            .mapToObj(i ->
                "BEGIN;\n"
                    + transaction.replace("%1$d", "" + i).replace("%s", insert(i) + ";\n")
                    + "COMMIT;\n")
            .collect(Collectors.joining());
    return Files.writeString(file, text);
  }

  /** The same statements, each in a file of its own. */
  private static Path seeds(Path directory) throws IOException {
    StringBuilder settings = new StringBuilder();
    for (int i = 0; i < SEEDERS; i++) {
      Files.writeString(directory.resolve("%03d_S%d.sql".formatted(i, i)), insert(i) + ";\n");
      settings.append("S%d.depends-on = []\n".formatted(i));
    }
    Files.writeString(directory.resolve("seeds.conf"), settings);
    return directory;
  }

  /** How a seeder brings its rows. */
  private enum Kind {
    /** Rows of a CSV file. */
    DECLARED,
    /** An INSERT from code. */
    SQL,
    /** An INSERT in a file. */
    SQL_FILES
  }
}
