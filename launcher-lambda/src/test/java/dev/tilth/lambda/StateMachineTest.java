package dev.tilth.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.lambda.Execution.Failed;
import dev.tilth.lambda.Execution.Succeeded;
import dev.tilth.spi.TilthException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How the definition leads from one answer to the next; {@code StateMachineIT} has the function.
 */
class StateMachineTest {

  private static final String DEPLOY = "{\"command\":\"deploy\"}";
  private static final String FORCED = "{\"command\":\"seed\",\"force\":[\"a\"]}";
  private static final String DONE = "{\"document\":\"report\",\"outcome\":\"done\"}";
  private static final String ON =
      "{\"document\":\"report\",\"outcome\":\"incomplete\",\"next\":{\"command\":\"deploy\"}}";
  private static final int ROUNDS = 24;

  /** The longest that Lambda grants, which function.yaml has. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final List<String> requests = new ArrayList<>();

  private Execution execute(String request, StateMachine.Invoked function) {
    return new StateMachine(
            given -> {
              requests.add(given);
              return function.invoke(given);
            },
            wait -> {})
        .execute(request);
  }

  @Test
  void theRequestIsHandedOnAsItIsAndTheAnswerIsTheOutput() {
    String request = "{\"command\":\"seed\",\"only\":[\"a\"],\"reason\":null,\"tags\":[]}";

    assertThat(execute(request, given -> DONE))
        .isInstanceOfSatisfying(
            Succeeded.class, ended -> assertThat(ended.output()).isEqualTo(Json.read(DONE)));
    assertThat(requests).containsExactly(request);
  }

  @ParameterizedTest
  @CsvSource({"plan, pending", "plan, nothing_to_do", "status, pending", "report, nothing_to_do"})
  void anAnswerThatIsCompleteEndsIt(String document, String outcome) {
    String answer = "{\"document\":\"%s\",\"outcome\":\"%s\"}".formatted(document, outcome);

    assertThat(execute(DEPLOY, given -> answer)).isInstanceOf(Succeeded.class);
    assertThat(requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed", "interrupted", "something_new"})
  void anOutcomeThatIsNotKnownFails(String outcome) {
    String answer = DONE.replace("done", outcome);

    assertThat(execute(DEPLOY, given -> answer))
        .isInstanceOfSatisfying(
            Failed.class, ended -> assertThat(ended.error()).isEqualTo("UnknownOutcome"));
  }

  @Test
  void itGoesOnWithWhatIsLeftAndForNoMoreThanSixHours() {
    Execution ended = execute("{\"command\":\"deploy\",\"reason\":\"First.\"}", given -> ON);

    assertThat(ended)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.error()).isEqualTo("TooManyRounds");
              assertThat(failed.cause()).contains(ROUNDS + " invocations", "container");
            });
    assertThat(requests).hasSize(ROUNDS);
    assertThat(requests.subList(1, ROUNDS)).containsOnly(DEPLOY);
  }

  @Test
  void theLastRoundThatIsAllowedMayCompleteIt() {
    assertThat(execute(DEPLOY, given -> requests.size() < ROUNDS ? ON : DONE))
        .isInstanceOf(Succeeded.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Lambda.TooManyRequestsException, 6",
    "Lambda.ResourceNotReadyException, 6",
    "Lambda.ServiceException, 6",
    "Lambda.SdkClientException, 6",
    "dev.tilth.database.ServerUnreachableException, 5",
    "dev.tilth.track.RunLockBusyException, 3",
  })
  void whatPassesIsTriedAgainAndNotForEver(String error, int times) {
    Execution ended = execute(DEPLOY, given -> fault(error));

    assertThat(ended)
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.error()).isEqualTo(error));
    assertThat(ended.waits()).hasSize(times);
    assertThat(requests).hasSize(1 + times).containsOnly(DEPLOY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.tilth.seed.SeederFailedException",
        "dev.tilth.lambda.NoProgressException",
        "Sandbox.Timedout",
        "Lambda.Unknown",
        "Lambda.ResourceNotFoundException",
        "States.Timeout"
      })
  void whatDoesNotPassFailsAtOnce(String error) {
    assertThat(execute(DEPLOY, given -> fault(error)))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.error()).isEqualTo(error));
    assertThat(requests).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Lambda.ServiceException, 1",
    "Lambda.SdkClientException, 1",
    "dev.tilth.database.ServerUnreachableException, 1",
    "Lambda.TooManyRequestsException, 7",
    "dev.tilth.track.RunLockBusyException, 4",
  })
  void whatForcesIsTriedAgainOnlyWhereNothingCanHaveBeenDone(String error, int invocations) {
    execute(FORCED, given -> fault(error));

    assertThat(requests).hasSize(invocations);
  }

  @Test
  void aRoundThatForcesNothingAnyMoreIsOneLikeOthers() {
    Execution ended =
        execute(
            FORCED,
            given ->
                switch (requests.size()) {
                  case 1 -> ON;
                  case 2 -> fault("Lambda.ServiceException");
                  default -> DONE;
                });

    assertThat(ended).isInstanceOf(Succeeded.class);
    assertThat(requests).containsExactly(FORCED, DEPLOY, DEPLOY);
  }

  @Test
  void theWaitsGrow() {
    Execution ended = execute(DEPLOY, given -> fault("Lambda.TooManyRequestsException"));

    assertThat(ended.waits())
        .extracting(Duration::toSeconds)
        .containsExactly(20L, 40L, 80L, 160L, 300L, 300L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Invoke", "InvokeForced"})
  void aFunctionOfOursThatIsRetriedIsAnErrorThatThereIs(String state) {
    assertThat(errors(state).filter(error -> error.startsWith("dev.tilth.")))
        .isNotEmpty()
        .allSatisfy(error ->
            assertThat(Class.forName(error).getSuperclass()).isEqualTo(TilthException.class));
    assertThat(errors(state)).doesNotHaveDuplicates().noneMatch(error -> error.contains("ALL"));
  }

  @Test
  void nothingIsWaitedForLongerThanItCanTakeNorLess() {
    State machine = State.machine();
    assertThat(Stream.of("Invoke", "InvokeForced"))
        .extracting(name -> machine.state(name).number("TimeoutSeconds"))
        .allSatisfy(timeout ->
            assertThat(timeout)
                .isBetween(seconds(LONGEST), seconds(LONGEST.plus(Duration.ofMinutes(2)))));
    assertThat(machine.number("TimeoutSeconds"))
        .isGreaterThan(seconds(LONGEST.multipliedBy(ROUNDS)))
        .isLessThan(seconds(LONGEST.multipliedBy(2L * ROUNDS)));
  }

  private static BigDecimal seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toSeconds());
  }

  private static Stream<String> errors(String state) {
    return Retrier.of(State.machine().state(state).field("Retry")).stream()
        .flatMap(retry -> retry.errors().stream());
  }

  private static String fault(String error) {
    throw new ExecutionFailedException(error, "It is so.");
  }
}
