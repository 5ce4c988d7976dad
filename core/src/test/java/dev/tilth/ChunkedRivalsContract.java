package dev.tilth;

import static dev.tilth.ChunkedFixture.NAME;
import static dev.tilth.ChunkedFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.deploy.Report;
import dev.tilth.plan.DatabaseState;
import dev.tilth.seed.ChunkShare;
import dev.tilth.seed.SeederBusyException;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.seed.SupersededLoadException;
import dev.tilth.spi.Chunking;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import dev.tilth.track.ChunkClaim;
import dev.tilth.track.ChunkClaims;
import dev.tilth.track.ChunkedLoad;
import dev.tilth.track.Tracker;
import dev.tilth.track.TrackerSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several workers on one seeder in chunks. Run on several versions. */
abstract class ChunkedRivalsContract {

  private static final SeederSpec ONCE = SeederSpec.once(NAME);
  private static final SeederSpec ON_CHANGE = SeederSpec.onChange(NAME);
  private static final String ALL = "25|25|24";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private ChunkedFixture fixture;

  @BeforeEach
  void start(TestDatabase given) {
    fixture = new ChunkedFixture(given.another());
  }

  @AfterEach
  void end() {
    threads.close();
  }

  @Test
  void the_workers_of_one_run_are_at_work_at_the_same_time() {
    CyclicBarrier both = new CyclicBarrier(2);
    InlineContent content =
        content(
            ONCE,
            (chunk, context) -> {
              ChunkedFixture.write(chunk, context);
              if (chunk.number() < 3) {
                both.await(RivalSession.LIMIT.toSeconds(), TimeUnit.SECONDS);
              }
            });

    Report report = fixture.builder(content).parallel(2).build().seed().orThrow();

    assertThat(fixture.numbers()).isEqualTo(ALL);
    assertThat(share(report)).contains(new ChunkShare(3, 3, 3));
    assertThat(report.seeders().getFirst().rows()).contains(new RowCounts(25, 0, 0, 0));
  }

  @Test
  void the_workers_of_several_runs_are_at_work_at_the_same_time() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    Set<Integer> begun = ConcurrentHashMap.newKeySet();
    InlineContent content =
        content(
            ONCE,
            (chunk, context) -> {
              ChunkedFixture.write(chunk, context);
              if (begun.size() < 2 && begun.add(chunk.number())) {
                both.await(RivalSession.LIMIT.toSeconds(), TimeUnit.SECONDS);
              }
            });

    Future<Report> first = threads.submit(() -> fixture.lockless(content).seed());
    Future<Report> second = threads.submit(() -> fixture.lockless(content).seed());

    assertThat(first.get().orThrow().exitCode() + second.get().orThrow().exitCode()).isZero();
    assertThat(fixture.numbers()).isEqualTo(ALL);
    assertThat(fixture.record()).isEqualTo("done|25|25|10");
    assertThat(share(first.get()).orElseThrow().written())
        .isBetween(1, 2)
        .isEqualTo(3 - share(second.get()).orElseThrow().written());
    assertThat(fixture.seeded()).containsExactly("After|done", "Numbers|done");
  }

  @Test
  void a_chunk_that_another_session_is_at_work_on_is_left_to_it_and_then_taken_up()
      throws Exception {
    Report begun = seed(failingIn(2));
    assertThat(share(begun)).contains(new ChunkShare(1, 1, 3));
    try (RivalSession dying = new RivalSession(fixture.database())) {
      take(2, dying);
      CountDownLatch third = new CountDownLatch(1);
      Future<Report> run =
          threads.submit(() ->
              fixture
                  .lockless(
                      content(
                          ONCE,
                          (chunk, context) -> {
                            ChunkedFixture.write(chunk, context);
                            if (chunk.number() == 3) {
                              third.countDown();
                            }
                          }))
                  .seed());
      third.await();
      dying.connection().abort(Runnable::run);

      assertThat(share(run.get().orThrow())).contains(new ChunkShare(2, 3, 3));
    }
    assertThat(fixture.numbers()).isEqualTo(ALL);
  }

  @Test
  void the_wait_for_a_chunk_that_another_session_keeps_has_an_end() throws Exception {
    seed(failingIn(2));
    AtomicLong seconds = new AtomicLong();
    InstantSource fast = () -> Instant.EPOCH.plusSeconds(seconds.incrementAndGet());
    try (RivalSession keeping = new RivalSession(fixture.database())) {
      take(2, keeping);
      Report report =
          fixture.builder(content(ONCE, ChunkedFixture::write)).clock(fast).build().seed();

      assertThat(report.failure()).get().isInstanceOf(SeederBusyException.class);
      assertThat(report.failure().orElseThrow())
          .hasMessageContaining("waited")
          .hasMessageContaining("2 of 3 chunks are done. What is written stays.");
      assertThat(report.exitCode()).isEqualTo(4);
    }
    assertThat(fixture.chunks()).containsExactly("1|10|t", "3|5|t");
  }

  /** As a worker that is at work on a chunk holds it. */
  private void take(int chunk, RivalSession session) {
    DatabaseState state = fixture.builder(failingIn(1)).build().status().state();
    ChunkedLoad load = state.seed(NAME).flatMap(ChunkedLoad::of).orElseThrow();
    ChunkClaims claims =
        new Tracker(TrackerSettings.DEFAULT).chunks(session.connection(), load, UUID.randomUUID());
    assertThat(claims.claim(chunk)).isInstanceOf(ChunkClaim.Won.class);
  }

  @Test
  void who_begins_anew_waits_for_the_chunk_at_work_and_then_the_other_stops() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    InlineContent old =
        content(
            ON_CHANGE,
            (chunk, context) -> {
              ChunkedFixture.write("old", chunk, context);
              writing.countDown();
              if (chunk.number() == 1) {
                Sessions.of(fixture.database())
                    .awaitOne("a.wait_event_type = 'Lock'", RivalSession.LIMIT);
              }
            });
    Future<Report> first = threads.submit(() -> fixture.lockless(old).seed());
    writing.await();

    Report second =
        fixture
            .lockless(
                content(
                    ON_CHANGE.withVersion(2),
                    (chunk, context) -> ChunkedFixture.write("new", chunk, context)))
            .seed()
            .orThrow();

    assertThat(first.get().failure()).get().isInstanceOf(SupersededLoadException.class);
    assertThat(share(second)).contains(new ChunkShare(3, 3, 3));
    assertThat(
            fixture
                .database()
                .column("SELECT who, count(*) FROM public.numbers WHERE n >= 0 GROUP BY 1"))
        .containsExactlyInAnyOrder("old|10", "new|25");
    assertThat(fixture.record()).isEqualTo("done|25|25|10");
  }

  @Test
  void who_comes_to_a_load_that_is_over_writes_nothing() throws Exception {
    CountDownLatch planned = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    InlineContent content = content(ONCE, ChunkedFixture::write);
    InlineContent late =
        new InlineContent()
            .script("V1__numbers.sql", content.text("V1__numbers.sql"))
            .seeder(
                SeederSpec.once("Earlier"),
                context -> {
                  planned.countDown();
                  go.await();
                })
            .chunked(ONCE, ChunkedFixture.THREE, ChunkedFixture::write);
    Future<Report> run = threads.submit(() -> fixture.lockless(late).seed());
    planned.await();
    fixture.lockless(content).seed().orThrow();
    go.countDown();

    assertThat(run.get().orThrow().seeders().getLast())
        .returns(SeederOutcome.Result.DONE_BY_RIVAL, SeederOutcome::result);
    assertThat(fixture.numbers()).isEqualTo(ALL);
  }

  @Test
  void a_commit_that_was_never_answered_is_found_in_the_record() {
    for (int commit = 1; commit <= 6; commit++) {
      fixture = new ChunkedFixture(fixture.database().another());
      LosingAnswers losing = new LosingAnswers(fixture.database(), commit);
      InlineContent content = content(ONCE, ChunkedFixture::write);

      Report report =
          content.addTo(Tilth.builder().dataSource(losing)).environment("dev").build().seed();

      assertThat(losing.lost()).as("commit %d", commit).isTrue();
      assertThat(fixture.numbers()).isEqualTo(ALL);
      assertThat(report.orThrow().seeders().getFirst())
          .as("commit %d", commit)
          .returns(Optional.of(new RowCounts(25, 0, 0, 0)), SeederOutcome::rows)
          .returns(Optional.of(new ChunkShare(3, 3, 3)), SeederOutcome::chunks);
    }
  }

  @Test
  void the_failure_of_one_worker_ends_the_others_after_their_chunk() {
    CyclicBarrier both = new CyclicBarrier(2);
    AtomicInteger failing = new AtomicInteger();
    Set<Integer> begun = ConcurrentHashMap.newKeySet();
    InlineContent content =
        content(
            ONCE,
            new Chunking(25, 1),
            (chunk, context) -> {
              begun.add(chunk.number());
              ChunkedFixture.write(chunk, context);
              if (chunk.number() == 1) {
                failing.set(context.sql().fetchSingle("SELECT pg_backend_pid()").into(int.class));
              }
              if (chunk.number() < 3) {
                both.await(RivalSession.LIMIT.toSeconds(), TimeUnit.SECONDS);
              }
              if (chunk.number() == 1) {
                throw new IllegalStateException("no more");
              }
              awaitEnd(failing.get());
            });

    Report report = fixture.builder(content).parallel(2).build().seed();

    assertThat(report.seeders().getFirst().result()).isEqualTo(SeederOutcome.Result.FAILED);
    assertThat(begun).hasSizeLessThan(25);
    assertThat(fixture.chunks()).doesNotContain("1|1|t").contains("2|1|t");
  }

  /** The connection of a chunk that failed is closed before anybody learns of it. */
  private void awaitEnd(int backend) {
    Sessions.of(fixture.database())
        .await(
            "SELECT count(*) = 0 FROM pg_stat_activity WHERE pid = %d".formatted(backend),
            RivalSession.LIMIT);
  }

  private Report seed(InlineContent content) {
    return fixture.builder(content).build().seed();
  }

  private static InlineContent failingIn(int number) {
    return content(
        ONCE,
        (chunk, context) -> {
          if (chunk.number() == number) {
            throw new IllegalStateException("no more");
          }
          ChunkedFixture.write(chunk, context);
        });
  }

  private static Optional<ChunkShare> share(Report report) {
    return report.seeders().getFirst().chunks();
  }
}
