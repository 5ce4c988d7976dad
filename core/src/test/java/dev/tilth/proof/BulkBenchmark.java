package dev.tilth.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.RowCounts;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What it costs to load a million rows, beside {@code psql} with a temporary table and INSERT ...
 * ON CONFLICT DO UPDATE, in ratios of whole processes measured side by side; for a machine that
 * does nothing else and has {@code psql}, and therefore run by its name only (docs/bulk-data.md).
 */
@PostgresTest
class BulkBenchmark {

  private static final int ROWS = 1_000_000;
  private static final int FEW = 100_000;
  private static final int ROUNDS = 3;
  private static final double FIRST = 1.1;
  private static final double TWO_WORKERS = 0.8;
  private static final double UNCHANGED = 0.5;

  private final TestDatabase given;
  private final List<Double> first = new ArrayList<>();
  private final List<Double> twoWorkers = new ArrayList<>();
  private final List<Double> unchanged = new ArrayList<>();
  private final List<Double> mixed = new ArrayList<>();
  private final List<Double> uncached = new ArrayList<>();
  private BulkProcess cached = BulkProcess.plain();

  BulkBenchmark(TestDatabase given) {
    this.given = given;
  }

  @Test
  void a_million_rows_beside_psql(@TempDir Path directory) throws Exception {
    Path few = BulkFile.write(directory.resolve("few.csv"), 1, FEW, 0);
    Path all = BulkFile.write(directory.resolve("all.csv"), 1, ROWS, 0);
    Path next = BulkFile.write(directory.resolve("next.csv"), ROWS / 2 + 1, ROWS * 3 / 2, 2);

    cached = BulkProcess.cached(Files.createDirectory(directory.resolve("aot")), prepared(), few);
    BulkProcess.Result small = cached.run(prepared(), few, 1);
    Proof.say(
        "bulk: %d rows in %d ms, heap at most %d MB"
            .formatted(FEW, small.millis(), small.heapBytes()));
    for (int round = 0; round < ROUNDS; round++) {
      round(all, next, directory);
    }
    Proof.say(
        "bulk, medians: first load %.2f of psql, by two workers %.2f of psql; unchanged %.2f of the first load; half new, a quarter changed %.2f of psql; first load without an AOT cache %.2f of psql"
            .formatted(
                median(first),
                median(twoWorkers),
                median(unchanged),
                median(mixed),
                median(uncached)));
    assertThat(median(first)).isLessThanOrEqualTo(FIRST);
    assertThat(median(twoWorkers)).isLessThan(TWO_WORKERS);
    assertThat(median(unchanged)).isLessThan(UNCHANGED);
  }

  private void round(Path all, Path next, Path directory) throws Exception {
    TestDatabase scripted = prepared();
    long psql = psql(scripted, all, directory);
    TestDatabase database = prepared();
    BulkProcess.Result load = cached.run(database, all, 1);
    assertThat(load.rows()).isEqualTo(new RowCounts(ROWS, 0, 0, 0));
    String versions = versions(database);
    BulkProcess.Result again = cached.run(database, all, 1);
    assertThat(again.rows()).isEqualTo(new RowCounts(0, 0, 0, ROWS));
    assertThat(versions(database)).as("row versions").isEqualTo(versions);
    BulkProcess.Result shared = cached.run(prepared(), all, 2);
    assertThat(shared.rows()).isEqualTo(new RowCounts(ROWS, 0, 0, 0));
    BulkProcess.Result plain = BulkProcess.plain().run(prepared(), all, 1);
    long psqlNext = psql(scripted, next, directory);
    BulkProcess.Result merge = cached.run(database, next, 1);
    assertThat(merge.rows()).isEqualTo(new RowCounts(ROWS / 2, ROWS / 4, 0, ROWS / 4));
    first.add(load.millis() / (double) psql);
    unchanged.add(again.millis() / (double) load.millis());
    twoWorkers.add(shared.millis() / (double) psql);
    uncached.add(plain.millis() / (double) psql);
    mixed.add(merge.millis() / (double) psqlNext);
    Proof.say(
        "bulk: %d rows: psql %d ms, first load %d ms (heap at most %d MB), unchanged %d ms, by two workers %d ms, without an AOT cache %d ms; half new, a quarter changed: psql %d ms, merged in %d ms"
            .formatted(
                ROWS,
                psql,
                load.millis(),
                load.heapBytes(),
                again.millis(),
                shared.millis(),
                plain.millis(),
                psqlNext,
                merge.millis()));
  }

  /** Changes with every version of every row. */
  private static String versions(TestDatabase database) {
    return database.value(
        "SELECT count(*), sum(hashtextextended(xmin::text || ctid::text, 0)) FROM public.cases");
  }

  private TestDatabase prepared() {
    TestDatabase database = given.another();
    BulkProcess.prepare(database);
    return database;
  }

  private static long psql(TestDatabase database, Path csv, Path directory)
      throws IOException, InterruptedException {
    Path script =
        Files.writeString(
            directory.resolve("load.sql"),
            """
            BEGIN;
            CREATE TEMPORARY TABLE staged (LIKE public.cases) ON COMMIT DROP;
            \\copy staged FROM '%s' WITH (FORMAT csv, HEADER true)
            INSERT INTO public.cases SELECT * FROM staged
              ON CONFLICT (id) DO UPDATE SET reference = excluded.reference,
                title = excluded.title, examiner_id = excluded.examiner_id, fee = excluded.fee,
                urgent = excluded.urgent, opened_at = excluded.opened_at, due = excluded.due;
            COMMIT;
            """
                .formatted(csv));
    long start = System.nanoTime();
    Process psql =
        new ProcessBuilder(
                "psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", script.toString(), database.url())
            .inheritIO()
            .start();
    assertThat(psql.waitFor()).isZero();
    return (System.nanoTime() - start) / 1_000_000;
  }

  private static double median(List<Double> ratios) {
    Collections.sort(ratios);
    return ratios.get(ROUNDS / 2);
  }
}
