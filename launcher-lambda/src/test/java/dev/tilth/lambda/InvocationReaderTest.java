package dev.tilth.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tilth.plan.PlanHash;
import dev.tilth.plan.Selection;
import dev.tilth.policy.Trigger;
import dev.tilth.spi.FailureKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvocationReaderTest {

  private static final String HASH = "0123456789abcdef".repeat(5);

  @ParameterizedTest
  @EnumSource
  void aCommandIsEnough(Command command) throws IOException {
    assertThat(read("{\"command\": \"%s\"}".formatted(command.word())))
        .isEqualTo(Invocation.of(command));
  }

  @Test
  void everyFieldIsRead() throws IOException {
    Invocation invocation =
        read(
            """
            {"command": "seed", "environment": "qa", "trigger": "manual",
             "only": ["RoleSeeder", "CaseTypeSeeder"], "tags": ["reference"], "force": ["RoleSeeder"],
             "reason": "Names were wrong.", "plan_hash": "%s",
             "allow_downgrade": true, "non_transactional": true}
            """
                .formatted(HASH));

    assertThat(invocation)
        .isEqualTo(
            new Invocation(
                Command.SEED,
                Selection.SEED
                    .withOnly(Set.of("RoleSeeder", "CaseTypeSeeder"))
                    .withTags(Set.of("reference"))
                    .withForce(Set.of("RoleSeeder"))
                    .withReason("Names were wrong.")
                    .withAllowDowngrade(true),
                Optional.of("qa"),
                Optional.of(Trigger.MANUAL),
                Optional.of(new PlanHash(HASH)),
                true));
  }

  @Test
  void aFieldThatIsNullCountsAsMissing() throws IOException {
    assertThat(
            read(
                "{\"command\": \"migrate\", \"environment\": null, \"only\": null, \"tags\":null}"))
        .isEqualTo(Invocation.of(Command.MIGRATE));
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    InvalidInvocationException failure =
        catchThrowableOfType(
            InvalidInvocationException.class,
            () ->
                read(
                    """
                    {"comand": {"command": "x"}, "environment": 7, "trigger": "pull",
                     "only": "RoleSeeder", "tags": ["a", 1], "force": [["b"], {"c": "d"}],
                     "allow_downgrade": "yes"}
                    """));

    assertThat(failure.kind()).isEqualTo(FailureKind.USAGE);
    assertThat(failure)
        .hasMessage(
            "The request is invalid and nothing was done."
                + " There is no field 'comand'. Did you mean 'command'?"
                + " The field 'environment' must be a text."
                + " The field 'only' must be a list of texts."
                + " The field 'tags' must be a list of texts."
                + " The field 'force' must be a list of texts."
                + " The field 'allow_downgrade' must be true or false."
                + " The field 'command' is missing; it is one of deploy, migrate, seed, plan,"
                + " status."
                + " The field 'trigger' is 'pull', and must be one of push, manual, startup.");
  }

  @Test
  void anUnknownCommandIsAnsweredWithTheKnownOnes() {
    assertRefused("{\"command\": \"depoly\"}", "'depoly'", "migrate", "Did you mean 'deploy'?");
    assertRefused("{\"command\": \"DEPLOY\"}", "'DEPLOY'", "Did you mean 'deploy'?");
  }

  @ParameterizedTest
  @CsvSource({"migrate, only", "migrate, tags", "status, force"})
  void aCommandThatRunsNoSeederChoosesNone(String command, String field) {
    assertRefused(
        "{\"command\": \"%s\", \"%s\": []}".formatted(command, field),
        "'%s' chooses seeders".formatted(field),
        "command %s runs none".formatted(command));
  }

  @ParameterizedTest
  @CsvSource({
    "status, allow_downgrade, false",
    "status, non_transactional, true",
    "plan, non_transactional, true",
    "plan, plan_hash, '\"0123\"'"
  })
  void aCommandThatAppliesNothingTakesNoWordOnThat(String command, String field, String value) {
    assertRefused(
        "{\"command\": \"%s\", \"%s\": %s}".formatted(command, field, value),
        "'%s'".formatted(field),
        field.equals("plan_hash") ? "hash" : "command %s applies nothing".formatted(command));
  }

  @Test
  void aHashThatIsNoneIsRefused() {
    assertRefused("{\"command\": \"deploy\", \"plan_hash\": \"0123\"}", "'plan_hash'", "80");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "\"deploy\"", "7"})
  void onlyAnObjectIsARequest(String text) {
    assertRefused(text, "a JSON object with the fields command, environment");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"command\"",
        "{\"command\": deploy}",
        "{\"only\": [\"a\"",
        "{\"x\": {",
        "deploy"
      })
  void brokenJsonIsRefusedWithItsPosition(String text) {
    assertRefused(text, "It is not JSON", "line 1, column");
  }

  @Test
  void aFieldIsGivenOnce() {
    assertRefused("{\"command\": \"plan\", \"command\": \"deploy\"}", "'command'", "line 1");
  }

  @Test
  void nothingFollowsTheRequest() {
    assertRefused("{\"command\": \"plan\"} {\"command\": \"deploy\"}", "follows after its end");
  }

  private static void assertRefused(String text, String... parts) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidInvocationException.class)
        .hasMessageContainingAll(parts);
  }

  private static Invocation read(String text) throws IOException {
    return InvocationReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
