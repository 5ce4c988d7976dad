package dev.tilth;

import static dev.tilth.ChunkedFixture.NAME;
import static dev.tilth.ChunkedFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.deploy.Report;
import dev.tilth.plan.ContentChangedException;
import dev.tilth.plan.Selection;
import dev.tilth.plan.UnfinishedSeederException;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.seed.ChunkShare;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.Chunking;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A seeder in chunks. */
@PostgresTest
final class ChunkedSeederIT {

  private static final SeederSpec ONCE = SeederSpec.once(NAME);
  private static final SeederSpec ON_CHANGE = SeederSpec.onChange(NAME);
  private static final String ALL = "25|25|24";

  private ChunkedFixture fixture;

  @BeforeEach
  void start(TestDatabase given) {
    fixture = new ChunkedFixture(given.another());
  }

  @Test
  void each_chunk_is_written_once_and_the_end_is_recorded() {
    Report report = seed(content(ONCE, ChunkedFixture::write)).orThrow();

    assertThat(fixture.numbers()).isEqualTo(ALL);
    assertThat(fixture.record()).isEqualTo("done|25|25|10");
    assertThat(fixture.chunks()).containsExactly("1|10|t", "2|10|t", "3|5|t");
    assertThat(outcome(report))
        .returns(SeederOutcome.Result.APPLIED, SeederOutcome::result)
        .returns(Optional.of(new RowCounts(25, 0, 0, 0)), SeederOutcome::rows)
        .returns(Optional.of(new ChunkShare(3, 3, 3)), SeederOutcome::chunks);
    assertThat(fixture.seeded()).containsExactly("After|done", "Numbers|done");
  }

  @Test
  void the_end_of_a_run_that_died_before_it_recorded_that_is_recorded() {
    seed(content(ONCE, ChunkedFixture::write)).orThrow();
    fixture
        .database()
        .execute(
            "UPDATE tilth.seed SET status = 'incomplete', rows_inserted = NULL, rows_updated ="
                + " NULL, rows_deleted = NULL, rows_unchanged = NULL, finished_at = NULL, duration"
                + " = NULL"
                + " WHERE name = '%s'".formatted(NAME));

    Report report = seed(content(ONCE, ChunkedFixture::write)).orThrow();

    assertThat(outcome(report))
        .returns(SeederOutcome.Result.APPLIED, SeederOutcome::result)
        .returns(Optional.of(new ChunkShare(0, 3, 3)), SeederOutcome::chunks);
    assertThat(fixture.record()).isEqualTo("done|25|25|10");
    assertThat(fixture.numbers()).isEqualTo(ALL);
  }

  @Test
  void a_seeder_that_is_done_is_not_run_again() {
    seed(content(ONCE, ChunkedFixture::write)).orThrow();

    Report again = seed(content(ONCE, ChunkedFixture::write));

    assertThat(again.outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
  }

  @Test
  void a_source_without_units_is_done_at_once() {
    seed(content(ONCE, new Chunking(0, 10), ChunkedFixture::write)).orThrow();

    assertThat(fixture.record()).isEqualTo("done|0|0|10");
  }

  @Test
  void a_chunk_that_fails_leaves_those_before_it_and_dependents_wait() {
    Report report = seed(failingIn(2));

    assertThat(report.seeders())
        .extracting(SeederOutcome::name, SeederOutcome::result)
        .containsExactly(
            tuple(NAME, SeederOutcome.Result.FAILED),
            tuple("After", SeederOutcome.Result.NOT_REACHED));
    assertThat(report.failure())
        .hasValueSatisfying(failure ->
            assertThat(failure)
                .hasMessageStartingWith(
                    "Seeder Numbers failed in chunk 2 of 3, which was rolled back; chunks that are"
                        + " done stay. IllegalStateException: no more"));
    assertThat(outcome(report).chunks()).contains(new ChunkShare(1, 1, 3));
    assertThat(fixture.numbers()).isEqualTo("10|10|9");
    assertThat(fixture.record()).isEqualTo("incomplete|NULL|25|10");
    assertThat(fixture.chunks()).containsExactly("1|10|t");
  }

  @Test
  void the_next_run_goes_on_with_the_chunks_that_are_missing() {
    seed(failingIn(2));

    Report report =
        seed(content(ONCE, (chunk, context) -> ChunkedFixture.write("next", chunk, context)))
            .orThrow();

    assertThat(fixture.numbers()).isEqualTo(ALL);
    assertThat(fixture.database().column("SELECT who, count(*) FROM public.numbers GROUP BY 1"))
        .containsExactlyInAnyOrder("first|10", "next|15", "After|1");
    assertThat(fixture.record()).isEqualTo("done|25|25|10");
    assertThat(outcome(report))
        .returns("continued", SeederOutcome::reason)
        .returns(Optional.of(new RowCounts(15, 0, 0, 0)), SeederOutcome::rows)
        .returns(Optional.of(new ChunkShare(2, 3, 3)), SeederOutcome::chunks);
  }

  @Test
  void chunks_keep_the_size_that_they_began_with() {
    seed(failingIn(2));

    seed(content(ONCE, new Chunking(25, 4), ChunkedFixture::write)).orThrow();

    assertThat(fixture.numbers()).isEqualTo(ALL);
    assertThat(fixture.chunks()).hasSize(3);
  }

  @Test
  void changed_content_of_one_that_runs_on_change_begins_with_the_first_chunk() {
    seed(failingIn(3, ON_CHANGE));

    seed(content(
            ON_CHANGE.withVersion(2),
            (chunk, context) -> ChunkedFixture.write("changed", chunk, context)))
        .orThrow();

    assertThat(
            fixture
                .database()
                .column("SELECT who, count(*) FROM public.numbers WHERE n >= 0 GROUP BY 1"))
        .containsExactlyInAnyOrder("first|20", "changed|25");
    assertThat(fixture.record()).isEqualTo("done|25|25|10");
    assertThat(fixture.chunks()).hasSize(3);
  }

  @Test
  void changed_content_of_one_that_runs_once_is_an_error_until_it_is_forced() {
    seed(failingIn(3));
    InlineContent changed = content(ONCE.withVersion(2), ChunkedFixture::write);

    assertThatThrownBy(() -> seed(changed))
        .isInstanceOf(ContentChangedException.class)
        .hasMessageContaining("its content was changed when 2 of 3 chunks were done")
        .hasMessageContaining("--force Numbers");
    assertThat(fixture.numbers()).isEqualTo("20|20|19");

    Report forced =
        fixture
            .builder(changed)
            .build()
            .run("seed", Selection.SEED.withForce(Set.of(NAME)), Consent.NONE)
            .orThrow();

    assertThat(outcome(forced).chunks()).contains(new ChunkShare(3, 3, 3));
    assertThat(fixture.record()).isEqualTo("done|25|25|10");
  }

  @Test
  void what_passes_is_tried_again_with_the_same_chunk() {
    AtomicInteger failures = new AtomicInteger();
    Report report =
        seed(content(
                ONCE,
                (chunk, context) -> {
                  ChunkedFixture.write(chunk, context);
                  if (chunk.number() == 2 && failures.incrementAndGet() < 3) {
                    context
                        .sql()
                        .execute(
                            "DO $$ BEGIN RAISE EXCEPTION 'so' USING ERRCODE = '40001'; END $$");
                  }
                }))
            .orThrow();

    assertThat(outcome(report).retries()).hasSize(2);
    assertThat(fixture.numbers()).isEqualTo(ALL);
  }

  @Test
  void an_error_of_the_machine_ends_the_run_in_whichever_thread_it_strikes() {
    Thread caller = Thread.currentThread();
    CountDownLatch both = new CountDownLatch(2);
    InlineContent content =
        content(
            ONCE,
            (chunk, context) -> {
              both.countDown();
              both.await();
              if (!Thread.currentThread().equals(caller)) {
                throw new OutOfMemoryError("of a helper");
              }
              ChunkedFixture.write(chunk, context);
            });

    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(() -> fixture.builder(content).parallel(2).build().seed())
        .withMessage("of a helper");
    assertThat(fixture.record()).startsWith("incomplete|");
  }

  @Test
  void a_commit_hidden_in_a_chunk_needs_a_person() {
    Report report =
        seed(
            content(
                ONCE,
                (chunk, context) -> {
                  ChunkedFixture.write(chunk, context);
                  context.sql().execute("SET standard_conforming_strings = off");
                  context.sql().execute("SELECT '\\'' ; COMMIT; --'");
                }));

    assertThat(report.exitCode()).isEqualTo(FailureKind.DECISION_NEEDED.exitCode());
    assertThat(fixture.chunks()).containsExactly("1|NULL|f");
    assertThatThrownBy(() -> seed(content(ONCE, ChunkedFixture::write)))
        .isInstanceOf(UnfinishedSeederException.class)
        .hasMessageContaining("Numbers");
  }

  @Test
  void a_chunk_cannot_mirror_a_table() {
    Report report =
        seed(
            content(
                ONCE,
                (chunk, context) ->
                    context.load(
                        TableData.of("public.numbers", InlineContent.resource("n.csv", "n\n1\n"))
                            .key("n")
                            .mode(TableMode.MIRROR))));

    assertThat(report.failure())
        .hasValueSatisfying(failure ->
            assertThat(failure)
                .hasMessageContaining("A chunk of seeder Numbers mirrors table public.numbers"));
  }

  private Report seed(InlineContent content) {
    return fixture.builder(content).build().seed();
  }

  private static SeederOutcome outcome(Report report) {
    return report.seeders().getFirst();
  }

  private static InlineContent failingIn(int number) {
    return failingIn(number, ONCE);
  }

  private static InlineContent failingIn(int number, SeederSpec spec) {
    return content(
        spec,
        (chunk, context) -> {
          ChunkedFixture.write(chunk, context);
          if (chunk.number() == number) {
            throw new IllegalStateException("no more");
          }
        });
  }
}
