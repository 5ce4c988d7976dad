package dev.tilth;

import static dev.tilth.ChunkedFixture.NAME;
import static dev.tilth.ChunkedFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.database.StopSignal;
import dev.tilth.deploy.Limits;
import dev.tilth.deploy.Report;
import dev.tilth.deploy.RunTimeoutException;
import dev.tilth.deploy.TerminatedException;
import dev.tilth.render.Renderer;
import dev.tilth.seed.ChunkShare;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.Chunk;
import dev.tilth.spi.ChunkedSeeder;
import dev.tilth.spi.ChunkedTableSeeder;
import dev.tilth.spi.Chunking;
import dev.tilth.spi.Resource;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederCatalog;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that is stopped while a seeder in chunks is at work. */
@PostgresTest
final class ChunkedStopIT {

  private static final SeederSpec ONCE = SeederSpec.once(NAME);
  private static final String LONG = "SELECT pg_sleep(60)";

  private ChunkedFixture fixture;

  @BeforeEach
  void start(TestDatabase given) {
    fixture = new ChunkedFixture(given.another());
  }

  @Test
  void a_signal_leaves_the_chunks_that_are_done_and_the_next_run_does_the_rest() throws Exception {
    StopSignal stop = new StopSignal();
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Report> run =
          thread.submit(() -> fixture.builder(sleepingIn(2)).stop(stop).build().seed());
      Sessions.of(fixture.database())
          .awaitOne("a.query LIKE 'SELECT pg_sleep%' AND a.state = 'active'", RivalSession.LIMIT);
      stop.fire(new TerminatedException("SIGTERM"));

      assertThat(run.get().exitCode()).isEqualTo(143);
      assertIncomplete(run.get());
    }
    assertNextDoesTheRest();
  }

  @Test
  void the_limit_of_the_run_strikes_in_the_midst_of_a_chunk() {
    Report report = fixture.builder(sleepingIn(2)).limits(limit(3)).build().seed();

    assertThat(report.exitCode()).isEqualTo(5);
    assertThat(report.outcome()).isEqualTo(Report.Outcome.INCOMPLETE);
    assertIncomplete(report);
    assertNextDoesTheRest();
  }

  @Test
  void no_chunk_is_begun_for_which_the_time_does_not_suffice() {
    Report report = seedWith(limit(100));

    assertThat(report.exitCode()).isEqualTo(5);
    assertThat(report.failure()).get().isInstanceOf(RunTimeoutException.class);
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("ended with 20000 ms left of its limit of 100 s")
        .hasMessageContaining("another chunk takes longer");
    assertThat(report.seeders().getFirst())
        .returns(SeederOutcome.Result.INCOMPLETE, SeederOutcome::result)
        .returns("2 of 3 chunks are done", SeederOutcome::reason);
    assertNextDoesTheRest();
  }

  @Test
  void the_time_that_reading_the_content_takes_counts_for_the_first_run() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    Tilth tilth =
        fixture
            .builder(content(ONCE, ChunkedFixture::write))
            .seeders(new SlowContent(now))
            .clock(now::get)
            .limits(limit(1030))
            .build();

    Report first = tilth.seed();

    assertThat(first.exitCode()).isEqualTo(5);
    assertThat(first.seeders().getFirst().chunks()).contains(new ChunkShare(1, 1, 3));
    assertThat(first.duration()).isEqualTo(Duration.ofSeconds(1040));
    assertThat(tilth.seed().orThrow().duration()).isEqualTo(Duration.ofSeconds(80));
  }

  @Test
  void a_run_whose_time_sufficed_for_the_last_chunk_is_done() {
    Report report = seedWith(limit(130));

    assertThat(report.orThrow().outcome()).isEqualTo(Report.Outcome.DONE);
    assertThat(fixture.record()).startsWith("done");
  }

  @Test
  void a_signal_ends_the_reading_of_a_source_that_no_statement_is_at_work_on() throws Exception {
    fixture.database().execute("CREATE TABLE public.keyed (n bigint PRIMARY KEY)");
    StopSignal stop = new StopSignal();
    CountDownLatch reading = new CountDownLatch(1);
    AtomicBoolean checksummed = new AtomicBoolean();
    AtomicBoolean over = new AtomicBoolean();
    Resource source =
        Resource.of(
            "keyed.csv",
            () ->
                checksummed.getAndSet(true)
                    ? new EndlessRows("n\n", "7\n", reading, over)
                    : new ByteArrayInputStream("n\n7\n".getBytes(StandardCharsets.UTF_8)));
    InlineContent content =
        content(ONCE, ChunkedFixture::write)
            .seeder(ChunkedTableSeeder.of(ONCE, TableData.of("public.keyed", source)));
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Report> run = thread.submit(() -> fixture.builder(content).stop(stop).build().seed());
      try {
        reading.await();
        stop.fire(new TerminatedException("SIGTERM"));

        assertThat(run)
            .succeedsWithin(RivalSession.LIMIT)
            .returns(143, Report::exitCode)
            .returns(
                SeederOutcome.Result.INTERRUPTED, report -> report.seeders().getFirst().result());
      } finally {
        over.set(true);
      }
    }
  }

  /** Each chunk takes 40 s. */
  private Report seedWith(Limits limits) {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    InlineContent content =
        content(
            ONCE,
            (chunk, context) -> {
              ChunkedFixture.write(chunk, context);
              now.updateAndGet(time -> time.plusSeconds(40));
            });
    return fixture.builder(content).clock(now::get).limits(limits).build().seed();
  }

  private void assertIncomplete(Report report) {
    assertThat(report.seeders())
        .extracting(SeederOutcome::name, SeederOutcome::result, step -> step.chunks().orElse(null))
        .containsExactly(
            tuple(NAME, SeederOutcome.Result.INCOMPLETE, new ChunkShare(1, 1, 3)),
            tuple("After", SeederOutcome.Result.NOT_REACHED, null));
    assertThat(fixture.numbers()).isEqualTo("10|10|9");
    assertThat(fixture.record()).startsWith("incomplete");
    assertThat(fixture.database().value("SELECT outcome FROM tilth.step WHERE name = 'Numbers'"))
        .isEqualTo("incomplete");
    assertThat(Renderer.text(false).report(report))
        .contains("incomplete")
        .contains("1 of 3 chunks are done");
  }

  private void assertNextDoesTheRest() {
    Report next = fixture.builder(content(ONCE, ChunkedFixture::write)).build().seed().orThrow();
    assertThat(next.seeders().getFirst().reason()).isEqualTo("continued");
    assertThat(fixture.numbers()).isEqualTo("25|25|24");
    assertThat(fixture.seeded()).containsExactly("After|done", "Numbers|done");
  }

  private static InlineContent sleepingIn(int number) {
    return content(
        ONCE,
        (chunk, context) -> {
          ChunkedFixture.write(chunk, context);
          if (chunk.number() == number) {
            context.sql().execute(LONG);
          }
        });
  }

  private static Limits limit(int seconds) {
    return Limits.DEFAULT.withRun(Duration.ofSeconds(seconds));
  }

  /** A header, and one row again and again; tells when it has given a good many. */
  private static final class EndlessRows extends InputStream {

    private static final int MANY = 1 << 20;

    private final byte[] header;
    private final byte[] row;
    private final CountDownLatch reading;
    private final AtomicBoolean over;
    private long given;

    EndlessRows(String header, String row, CountDownLatch reading, AtomicBoolean over) {
      this.header = header.getBytes(StandardCharsets.UTF_8);
      this.row = row.getBytes(StandardCharsets.UTF_8);
      this.reading = reading;
      this.over = over;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      for (int i = 0; i < length; i++) {
        int next = read();
        if (next < 0) {
          return i == 0 ? -1 : i;
        }
        target[offset + i] = (byte) next;
      }
      return length;
    }

    @Override
    public int read() {
      if (over.get()) {
        return -1;
      }
      if (given == MANY) {
        reading.countDown();
      }
      long at = given++;
      return at < header.length ? header[(int) at] : row[(int) ((at - header.length) % row.length)];
    }
  }

  /** Takes 1000 s to be read, and 40 s for each chunk. */
  private record SlowContent(AtomicReference<Instant> now) implements SeederCatalog, ChunkedSeeder {

    @Override
    public String name() {
      return "slow";
    }

    @Override
    public List<Seeder> seeders() {
      now.updateAndGet(time -> time.plusSeconds(1000));
      return List.of(this);
    }

    @Override
    public SeederSpec spec() {
      return ONCE;
    }

    @Override
    public Chunking chunking() {
      return ChunkedFixture.THREE;
    }

    @Override
    public void seed(Chunk chunk, SeedContext context) {
      ChunkedFixture.write(chunk, context);
      now.updateAndGet(time -> time.plusSeconds(40));
    }
  }
}
