package dev.tilth.data;

import static dev.tilth.data.Loads.counts;
import static dev.tilth.data.TextResource.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.Resource;
import dev.tilth.spi.RowCounts;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another session inserts a row of the file after it was found to be missing. */
@PostgresTest
class RivalIT {

  private static final Resource FILE = lines("code,name", "a,A", "b,B", "c,C");

  private final TestDatabase database;
  private final Loads loads;

  RivalIT(TestDatabase database) {
    this.database = database;
    this.loads = new Loads(database);
  }

  @BeforeEach
  void tables() {
    database.execute(
        "drop schema if exists tilth cascade; drop table if exists public.t;"
            + " create table public.t (code text primary key, name text not null)");
  }

  @Test
  void mergeUpdatesTheRowThatARivalInserted() throws Exception {
    assertThat(whileRivalHolds("insert into t values ('b', 'theirs')", true, true))
        .isEqualTo(counts(2, 1, 0));
    assertThat(database.column("select * from t order by 1")).containsExactly("a|A", "b|B", "c|C");
  }

  @Test
  void insertMissingLeavesTheRowThatARivalInserted() throws Exception {
    assertThat(whileRivalHolds("insert into t values ('b', 'theirs')", true, false))
        .isEqualTo(counts(2, 0, 1));
    assertThat(database.column("select * from t order by 1"))
        .containsExactly("a|A", "b|theirs", "c|C");
  }

  @Test
  void aRivalThatGivesUpLeavesTheRowToUs() throws Exception {
    assertThat(whileRivalHolds("insert into t values ('b', 'theirs')", false, true))
        .isEqualTo(counts(3, 0, 0));
  }

  @Test
  void twoAtOnceInOppositeOrderBothSucceed() throws Exception {
    Resource reversed = lines("code,name", "c,C", "b,B", "a,A");
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 20; i++) {
        database.execute("truncate t");
        Future<RowCounts> one = threads.submit(() -> loads.merge("t", FILE));
        Future<RowCounts> two = threads.submit(() -> loads.merge("t", reversed));
        RowCounts both = one.get(30, TimeUnit.SECONDS).plus(two.get(30, TimeUnit.SECONDS));
        assertThat(both).isEqualTo(counts(3, 0, 3));
      }
    }
  }

  @Test
  void mirrorDoesNotOwnTheRowThatARivalInserted() throws Exception {
    loads.prepareTracker();
    assertThat(
            whileRivalHolds(
                "insert into t values ('b', 'theirs')", true, () -> loads.mirror("t", FILE)))
        .isEqualTo(counts(2, 1, 0));
    assertThat(loads.mirror("t", lines("code,name"))).isEqualTo(counts(0, 0, 2, 0));
    assertThat(database.column("select * from t")).containsExactly("b|B");
  }

  @Test
  void mirrorLeavesARowThatIsGivenAnotherKeyMeanwhile() throws Exception {
    loads.prepareTracker();
    loads.mirror("t", FILE);
    assertThat(
            whileRivalHolds(
                "update t set code = 'z' where code = 'b'",
                true,
                () -> loads.mirror("t", lines("code,name", "a,A"))))
        .isEqualTo(counts(0, 0, 1, 1));
    assertThat(database.column("select code from t order by 1")).containsExactly("a", "z");
  }

  @Test
  void mirrorDoesNotCountARowThatSomebodyDeletesMeanwhile() throws Exception {
    loads.prepareTracker();
    loads.mirror("t", FILE);
    assertThat(
            whileRivalHolds(
                "delete from t where code = 'b'",
                true,
                () -> loads.mirror("t", lines("code,name", "a,A"))))
        .isEqualTo(counts(0, 0, 1, 1));
  }

  @Test
  void twoMirrorsAtOnceEachHaveTheirOwnRows() throws Exception {
    loads.prepareTracker();
    Loads one = loads.by("One");
    Loads two = loads.by("Two");
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 20; i++) {
        String kept = "a" + i;
        String others = "b" + i;
        Future<RowCounts> first =
            threads.submit(() -> one.mirror("t", lines("code,name", kept + ",x", "a,x")));
        Future<RowCounts> second =
            threads.submit(() -> two.mirror("t", lines("code,name", "b,x", others + ",x")));
        long deleted = i == 0 ? 0 : 1;
        assertThat(first.get(30, TimeUnit.SECONDS).deleted()).isEqualTo(deleted);
        assertThat(second.get(30, TimeUnit.SECONDS).deleted()).isEqualTo(deleted);
      }
    }
    assertThat(database.column("select code from t order by 1"))
        .containsExactly("a", "a19", "b", "b19");
  }

  private RowCounts whileRivalHolds(String sql, boolean commits, boolean merges) throws Exception {
    return whileRivalHolds(
        sql, commits, () -> merges ? loads.merge("t", FILE) : loads.insertMissing("t", FILE));
  }

  private RowCounts whileRivalHolds(String sql, boolean commits, Callable<RowCounts> work)
      throws Exception {
    try (ExecutorService threads = Executors.newSingleThreadExecutor();
        Connection rival = database.connect();
        Statement statement = rival.createStatement()) {
      rival.setAutoCommit(false);
      statement.execute(sql);
      Future<RowCounts> load = threads.submit(work);
      awaitOneWaiting();
      end(rival, commits);
      return load.get(30, TimeUnit.SECONDS);
    }
  }

  private void awaitOneWaiting() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            database
                .value(
                    "select count(*) from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock'")
                .equals("1"));
  }

  private static void end(Connection connection, boolean commits) throws SQLException {
    if (commits) {
      connection.commit();
    } else {
      connection.rollback();
    }
  }
}
