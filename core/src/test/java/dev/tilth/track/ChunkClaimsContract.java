package dev.tilth.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tilth.plan.AppliedSeed;
import dev.tilth.plan.SeederContent;
import dev.tilth.plan.SeederDecision;
import dev.tilth.plan.SeederStep;
import dev.tilth.plan.UnfinishedSeederException;
import dev.tilth.policy.Environments;
import dev.tilth.spi.Chunking;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The claims of chunks by themselves. Run on several versions. */
abstract class ChunkClaimsContract {

  private static final UUID RUN = UUID.fromString("00000000-0000-0000-0000-000000000001");
  private static final UUID OTHER = UUID.fromString("00000000-0000-0000-0000-000000000002");
  private static final Chunking TWO = new Chunking(15, 10);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Optional<RowCounts> ROWS = Optional.of(new RowCounts(4, 3, 2, 1));

  private final Tracker tracker = new Tracker(TrackerSettings.DEFAULT);
  private TestDatabase database;
  private ChunkedLoad load;

  @BeforeEach
  void start(TestDatabase given) throws SQLException {
    database = given.another();
    try (Connection connection = database.connect()) {
      tracker.prepare(
          connection, Environments.builtIn().policy("dev"), "test", Release.NONE, any -> {});
    }
    load = open("a", Optional.empty());
  }

  @Test
  void a_load_with_a_missing_chunk_is_not_at_its_end() throws SQLException {
    write(1, ROWS);

    assertThat(finished().incomplete()).isPresent();
    assertThat(finished().incomplete().orElseThrow().words()).isEqualTo("1 of 2 chunks are done");
  }

  @Test
  void the_end_adds_the_chunks_up() throws SQLException {
    write(2, ROWS);
    write(1, ROWS);

    assertThat(finished().done()).isTrue();
    assertThat(
            database.value(
                "SELECT rows_inserted, rows_updated, rows_deleted, rows_unchanged,"
                    + " finished_at IS NOT NULL, duration IS NOT NULL FROM tilth.seed"))
        .isEqualTo("8|6|4|2|t|t");
  }

  @Test
  void the_sum_of_what_nobody_counted_is_unknown() throws SQLException {
    write(1, ROWS);
    write(2, Optional.empty());

    assertThat(finished().done()).isTrue();
    assertThat(database.value("SELECT rows_inserted FROM tilth.seed")).isEqualTo("NULL");
  }

  @Test
  void a_chunk_at_work_is_left_to_its_worker_without_waiting() throws SQLException {
    try (Connection first = transaction();
        Connection second = transaction()) {
      assertThat(chunks(first, RUN).claim(1)).isInstanceOf(ChunkClaim.Won.class);
      assertThat(chunks(second, OTHER).claim(1)).isInstanceOf(ChunkClaim.AtWork.class);
      assertThat(chunks(second, OTHER).claim(2)).isInstanceOf(ChunkClaim.Won.class);
      first.rollback();
      second.rollback();
    }
    try (Connection third = transaction()) {
      assertThat(chunks(third, RUN).claim(1)).isInstanceOf(ChunkClaim.Won.class);
      third.rollback();
    }
  }

  @Test
  void who_waits_to_begin_another_load_comes_before_later_chunks() throws Exception {
    Optional<AppliedSeed> seen = Optional.of(now());
    try (ExecutorService thread = Executors.newSingleThreadExecutor();
        Connection first = transaction();
        Connection second = transaction()) {
      assertThat(chunks(first, RUN).claim(1)).isInstanceOf(ChunkClaim.Won.class);
      Future<ChunkedLoad> beginning = thread.submit(() -> open("b", seen));
      Sessions.of(database).awaitOne("a.wait_event_type = 'Lock'", LIMIT);

      ChunkClaim later = chunks(second, OTHER).claim(2);
      first.rollback();
      second.rollback();

      assertThat(later).isInstanceOf(ChunkClaim.AtWork.class);
      assertThat(beginning).succeedsWithin(LIMIT);
      assertThat(chunks(second, OTHER).claim(2)).isInstanceOf(ChunkClaim.Over.class);
      second.rollback();
    }
  }

  @Test
  void a_chunk_that_is_there_tells_whose_it_is() throws SQLException {
    write(1, ROWS);

    try (Connection connection = transaction()) {
      assertThat(chunks(connection, RUN).claim(1)).isEqualTo(new ChunkClaim.Done(true));
      assertThat(chunks(connection, OTHER).claim(1)).isEqualTo(new ChunkClaim.Done(false));
      assertThat(chunks(connection, OTHER).done()).containsExactly(1);
      connection.rollback();
    }
  }

  @Test
  void after_the_end_there_is_nothing_to_claim() throws SQLException {
    write(1, ROWS);
    write(2, ROWS);
    assertThat(finished().done()).isTrue();

    try (Connection connection = transaction()) {
      assertThat(chunks(connection, RUN).claim(1))
          .isInstanceOfSatisfying(
              ChunkClaim.Over.class, over -> assertThat(over.now().done()).isTrue());
      connection.rollback();
    }
  }

  @Test
  void another_load_forgets_the_chunks_of_the_one_before() throws SQLException {
    write(1, ROWS);
    ChunkedLoad old = load;

    load = open("a", Optional.of(now()));

    assertThat(database.value("SELECT count(*) FROM tilth.seed_chunk")).isEqualTo("0");
    try (Connection connection = transaction()) {
      assertThat(tracker.chunks(connection, old, RUN).claim(2)).isInstanceOf(ChunkClaim.Over.class);
      assertThat(tracker.chunks(connection, old, RUN).finish()).isFalse();
      connection.commit();
    }
    assertThat(now().incomplete()).isPresent();
  }

  @Test
  void a_load_that_is_claimed_with_a_plan_out_of_date_is_lost() throws SQLException {
    try (Connection connection = transaction()) {
      assertThat(tracker.claims(connection).open(step("a", Optional.empty()), RUN, TWO))
          .isInstanceOfSatisfying(
              Claim.Lost.class, lost -> assertThat(lost.now().incomplete()).isPresent());
      connection.rollback();
    }
  }

  @Test
  void a_claim_that_was_committed_or_rolled_back_behind_its_back_is_found() throws SQLException {
    try (Connection connection = transaction()) {
      assertThat(chunks(connection, RUN).claim(1)).isInstanceOf(ChunkClaim.Won.class);
      connection.commit();
      assertThatExceptionOfType(UnfinishedSeederException.class)
          .isThrownBy(() -> chunks(connection, RUN).complete(1, ROWS));
      connection.rollback();
      assertThat(chunks(connection, RUN).claim(2)).isInstanceOf(ChunkClaim.Won.class);
      connection.rollback();
      assertThatExceptionOfType(ClaimRolledBackException.class)
          .isThrownBy(() -> chunks(connection, RUN).complete(2, ROWS));
      connection.rollback();
    }
    assertThatExceptionOfType(UnfinishedSeederException.class)
        .isThrownBy(() -> UnfinishedSeederException.check(List.of(now())));
  }

  private void write(int chunk, Optional<RowCounts> rows) throws SQLException {
    try (Connection connection = transaction()) {
      assertThat(chunks(connection, RUN).claim(chunk)).isInstanceOf(ChunkClaim.Won.class);
      chunks(connection, RUN).complete(chunk, rows);
      connection.commit();
    }
  }

  private AppliedSeed finished() throws SQLException {
    try (Connection connection = transaction()) {
      chunks(connection, RUN).finish();
      connection.commit();
    }
    return now();
  }

  private AppliedSeed now() throws SQLException {
    try (Connection connection = database.connect()) {
      return tracker.read(connection).seed("A").orElseThrow();
    }
  }

  private ChunkedLoad open(String checksum, Optional<AppliedSeed> seen) throws SQLException {
    try (Connection connection = transaction()) {
      Claim.Won won = (Claim.Won) tracker.claims(connection).open(step(checksum, seen), RUN, TWO);
      connection.commit();
      return new ChunkedLoad("A", checksum, won.attempt(), TWO);
    }
  }

  private static SeederStep step(String checksum, Optional<AppliedSeed> seen) {
    return new SeederStep(
        new SeederContent(SeederSpec.onChange("A"), checksum, 0),
        new SeederDecision.Run(SeederDecision.Why.NEW),
        seen);
  }

  private ChunkClaims chunks(Connection connection, UUID run) {
    return tracker.chunks(connection, load, run);
  }

  private Connection transaction() throws SQLException {
    Connection connection = database.connect();
    connection.setAutoCommit(false);
    return connection;
  }
}
