package dev.tilth.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.deploy.Report;
import dev.tilth.plan.Selection;
import dev.tilth.policy.Trigger;
import dev.tilth.seed.ChunkShare;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.seed.SeederOutcome.Result;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ContinuationTest {

  private static final Duration GIVEN = Duration.ofSeconds(60);

  @Test
  void whatWasForcedAndIsDoneIsNotForcedAgain() {
    Selection next =
        next(
            Selection.SEED.withForce(Set.of("A", "B")),
            step("A", Result.APPLIED),
            step("B", Result.INTERRUPTED));

    assertThat(next.force()).containsExactly("B");
    assertThat(next.only()).isEmpty();
  }

  @Test
  void chunksThatHaveBegunGoOnThoughNothingButForceHadSelectedThem() {
    Selection next =
        next(
            Selection.SEED.withOnly(Set.of("A", "C")).withForce(Set.of("B")),
            step("A", Result.APPLIED),
            inChunks("B", 3),
            step("C", Result.NOT_REACHED),
            step("D", Result.NOT_SELECTED));

    assertThat(next.force()).isEmpty();
    assertThat(next.only()).containsExactly("B", "C");
  }

  @Test
  void tagsBecomeTheNamesOfWhatIsLeft() {
    Selection next =
        next(
            Selection.SEED.withTags(Set.of("reference")).withForce(Set.of("B")),
            step("A", Result.NOT_REACHED),
            step("B", Result.NOT_REACHED),
            step("C", Result.NOT_SELECTED));

    assertThat(next.tags()).isEmpty();
    assertThat(next.only()).containsExactly("A", "B");
    assertThat(next.force()).containsExactly("B");
  }

  @Test
  void whatFailedIsTriedAgainSoThatItIsTold() {
    Selection next =
        next(
            Selection.SEED.withOnly(Set.of("A", "B")).withForce(Set.of("A")),
            step("A", Result.FAILED),
            step("B", Result.NOT_REACHED));

    assertThat(next.only()).containsExactly("A", "B");
    assertThat(next.force()).containsExactly("A");
  }

  @Test
  void theRequestSaysNoMoreThanItMust() throws IOException {
    Invocation invocation =
        new Invocation(
            Command.SEED,
            Selection.SEED.withReason("Täglich.").withAllowDowngrade(true),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true);

    assertThat(
            new Continuation(invocation, report(step("A", Result.NOT_REACHED)))
                .request(Optional.empty()))
        .isEqualTo(
            "{\"command\":\"seed\",\"environment\":\"qa\",\"trigger\":\"manual\","
                + "\"reason\":\"T\\u00E4glich.\",\"allow_downgrade\":true,"
                + "\"non_transactional\":true}");
  }

  @Test
  void aChunkIsProgressAndAStepThatWasRolledBackIsNone() {
    assertThat(rest(inChunks("A", 1)).hasProgress()).isTrue();
    assertThat(rest(step("A", Result.APPLIED), step("B", Result.INTERRUPTED)).hasProgress())
        .isTrue();
    assertThat(rest(step("A", Result.UP_TO_DATE), step("B", Result.INTERRUPTED)).hasProgress())
        .isFalse();
    assertThat(rest(inChunks("A", 0)).hasProgress()).isFalse();
    assertThat(rest(step("A", Result.NOT_REACHED)).hasProgress()).isFalse();
  }

  @Test
  void withoutProgressTheStepAtWorkIsNamed() {
    assertThat(
            rest(step("A", Result.UP_TO_DATE), step("B", Result.INTERRUPTED))
                .withoutProgress(GIVEN))
        .hasMessageContainingAll("B did not end in time", "60 s", "last 5 s");
    assertThat(rest(inChunks("A", 0)).withoutProgress(GIVEN))
        .hasMessageContaining("A did not end in time");
    assertThat(rest(step("A", Result.NOT_REACHED)).withoutProgress(GIVEN))
        .hasMessageContaining("no step was begun");
  }

  private static Continuation rest(SeederOutcome... steps) {
    return new Continuation(Invocation.of(Command.SEED), report(steps));
  }

  private static Selection next(Selection asked, SeederOutcome... steps) {
    Invocation invocation =
        new Invocation(
            Command.SEED, asked, Optional.empty(), Optional.empty(), Optional.empty(), false);
    return new Continuation(invocation, report(steps)).selection();
  }

  private static SeederOutcome step(String name, Result result) {
    return outcome(name, result, Optional.empty());
  }

  private static SeederOutcome inChunks(String name, int written) {
    return outcome(name, Result.INCOMPLETE, Optional.of(new ChunkShare(written, written, 9)));
  }

  private static SeederOutcome outcome(String name, Result result, Optional<ChunkShare> chunks) {
    return new SeederOutcome(
        name,
        result,
        "new",
        Optional.empty(),
        true,
        List.of(),
        Duration.ZERO,
        List.of(),
        chunks,
        Optional.empty());
  }

  private static Report report(SeederOutcome... steps) {
    return new Report(
        UUID.randomUUID(),
        "seed",
        "qa",
        Trigger.MANUAL,
        "postgresql://tilth@127.0.0.1/tilth",
        List.of(),
        List.of(steps),
        List.of(),
        Optional.of(new TimeIsOver()),
        Optional.empty(),
        Duration.ZERO);
  }

  private static final class TimeIsOver extends TilthException {

    private static final long serialVersionUID = 1L;

    TimeIsOver() {
      super("The time is over.");
    }

    @Override
    public FailureKind kind() {
      return FailureKind.INCOMPLETE;
    }
  }
}
