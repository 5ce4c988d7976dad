package dev.tilth.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableData;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Random tables and files: chunks against the load in one transaction. */
@PostgresTest
class TableChunksModelIT {

  private static final long SEED = Long.getLong("tilth.test.seed", new Random().nextLong());
  private static final int RUNS = 60;
  private static final String VERSIONS = "select tableoid, ctid, xmin from t order by 1, 2";

  private final TestDatabase database;
  private final Loads loads;
  private final ChunkLoads chunks;

  TableChunksModelIT(TestDatabase database) {
    this.database = database;
    this.loads = new Loads(database);
    this.chunks = new ChunkLoads(loads);
  }

  @Test
  void rowsCountsAndRefusalsAreThoseOfOneTransaction() {
    int refused = 0;
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(SEED + run);
      ChunkedCase chunked = new ChunkedCase(random);
      String description = "-Dtilth.test.seed=%d, run %d: %s".formatted(SEED, run, chunked);
      TableData data = chunked.data();

      create(chunked);
      // Nothing goes straight into such a table, not even what an empty one is given.
      database.execute("alter table t enable row level security");
      Result whole = Result.of(() -> loads.load(data), this::stored);
      create(chunked);
      Result straight = Result.of(() -> loads.load(data), this::stored);
      create(chunked);
      Result inChunks = Result.of(() -> chunks.load(data, random), this::stored);

      assertThat(straight).as(description).isEqualTo(whole);
      assertThat(inChunks).as(description).isEqualTo(whole);
      refused += whole.refusal().isEmpty() ? 0 : 1;
      if (whole.refusal().isEmpty()) {
        List<String> before = database.column(VERSIONS);
        long rows =
            whole.counts().inserted() + whole.counts().updated() + whole.counts().unchanged();
        assertThat(chunks.load(data, random)).as(description).isEqualTo(Loads.counts(0, 0, rows));
        assertThat(database.column(VERSIONS)).as(description).isEqualTo(before);
      }
    }
    assertThat(refused).as("-Dtilth.test.seed=%d", SEED).isBetween(1, RUNS - 1);
  }

  private void create(ChunkedCase chunked) {
    database.execute("drop table if exists t");
    chunked.definition().forEach(database::execute);
  }

  private List<String> stored() {
    return database.column("select k, n, v, w from t order by 1, 2");
  }

  /** What became of a load. */
  private record Result(RowCounts counts, String refusal, List<String> rows) {

    static Result of(Supplier<RowCounts> load, Supplier<List<String>> rows) {
      RowCounts[] counts = {RowCounts.NONE};
      Throwable failure = catchThrowable(() -> counts[0] = load.get());
      return new Result(counts[0], String.valueOf(failure == null ? "" : failure), rows.get());
    }
  }
}
