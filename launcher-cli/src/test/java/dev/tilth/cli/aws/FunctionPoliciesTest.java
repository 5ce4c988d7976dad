package dev.tilth.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.cli.aws.Template.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the function and its state machine may do; {@link PoliciesTest} holds for them, too. */
final class FunctionPoliciesTest {

  @Test
  void the_function_reads_its_own_secret_and_writes_its_own_log() {
    assertThat(granted("FunctionRole", "logs:", "secretsmanager:", "kms:"))
        .flatExtracting(Statement::actions)
        .containsExactly(
            "logs:CreateLogStream",
            "logs:PutLogEvents",
            "secretsmanager:GetSecretValue",
            "kms:Decrypt");
    assertThat(granted("FunctionRole", "logs:", "secretsmanager:", "kms:"))
        .flatExtracting(Statement::resources)
        .containsExactly(
            "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}"
                + ":log-group:/aws/lambda/${Environment}-db-seed:log-stream:*",
            "DatabaseSecretArn",
            "DatabaseSecretKeyArn");
  }

  @Test
  void what_lambda_may_do_in_the_network_the_code_of_the_function_may_not() {
    List<Statement> network = granted("FunctionRole", "ec2:");
    assertThat(network)
        .filteredOn(statement -> statement.effect().equals("Deny"))
        .singleElement()
        .satisfies(denied -> {
          assertThat(denied.resources()).containsExactly("*");
          assertThat(denied.condition())
              .contains("lambda:SourceFunctionArn", ":function:${Environment}-db-seed");
          assertThat(denied.actions())
              .containsExactlyInAnyOrderElementsOf(
                  network.stream()
                      .filter(statement -> statement.effect().equals("Allow"))
                      .flatMap(statement -> statement.actions().stream())
                      .toList());
        });
  }

  @Test
  void the_function_has_no_other_rights() {
    List<String> services =
        Template.of("function.yaml").resource("FunctionRole").statements().stream()
            .flatMap(statement -> statement.actions().stream())
            .map(action -> action.replaceFirst(":.*", ""))
            .distinct()
            .toList();
    assertThat(services).containsExactlyInAnyOrder("sts", "logs", "secretsmanager", "kms", "ec2");
  }

  @Test
  void the_state_machine_invokes_the_one_function_and_does_nothing_else() {
    assertThat(Template.of("function.yaml").resource("StateMachineRole").statements())
        .filteredOn(statement -> !statement.actions().contains("sts:AssumeRole"))
        .singleElement()
        .satisfies(statement -> {
          assertThat(statement.actions()).containsExactly("lambda:InvokeFunction");
          assertThat(statement.resources()).containsExactly("HasSnapStart", "Live", "Function.Arn");
        });
  }

  /** What the role's policies say of these services. */
  private static List<Statement> granted(String role, String... services) {
    return Template.of("function.yaml").resource(role).statements().stream()
        .filter(statement ->
            Stream.of(services)
                .anyMatch(service ->
                    statement.actions().stream().allMatch(action -> action.startsWith(service))))
        .toList();
  }
}
