package dev.tilth.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.cli.aws.Template.Resource;
import dev.tilth.cli.aws.Template.Statement;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No policy grants more than works. A wildcard in a resource needs a sentence under the Sid of its
 * statement, in {@code Metadata.WildcardReasons} of the role.
 */
final class PoliciesTest {

  private static final int SHORTEST_REASON = 30;

  /** ECS fetches the secrets for the task, and the task its own again; nobody else needs to. */
  private static final Set<String> NEVER_FOR_GITHUB =
      Set.of("secretsmanager:GetSecretValue", "kms:Decrypt");

  static List<Resource> resources() throws IOException {
    return Template.all().stream().flatMap(template -> template.resources().stream()).toList();
  }

  @Test
  void there_are_policies_to_look_at() throws IOException {
    assertThat(resources().stream().flatMap(resource -> resource.statements().stream()))
        .hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("resources")
  void a_wildcard_in_a_resource_has_a_written_reason(Resource resource) {
    assertThat(resource.statements())
        .filteredOn(Statement::hasWildcard)
        .allSatisfy(statement ->
            assertThat(resource.reasons())
                .as("reasons of %s", resource)
                .hasEntrySatisfying(
                    statement.sid(),
                    reason ->
                        assertThat(reason.toString())
                            .hasSizeGreaterThan(SHORTEST_REASON)
                            .endsWith(".")));
  }

  @ParameterizedTest
  @MethodSource("resources")
  void a_reason_without_a_wildcard_is_out_of_date(Resource resource) {
    Set<String> needed =
        resource.statements().stream()
            .filter(Statement::hasWildcard)
            .map(Statement::sid)
            .collect(Collectors.toSet());
    assertThat(resource.reasons().keySet()).isEqualTo(needed);
  }

  @ParameterizedTest
  @MethodSource("resources")
  void no_action_is_a_wildcard_and_nothing_but_a_service_or_provider_is_a_principal(
      Resource resource) {
    assertThat(resource.statements())
        .allSatisfy(statement -> {
          assertThat(statement.effect()).isIn("Allow", "Deny");
          assertThat(statement.actions())
              .isNotEmpty()
              .allSatisfy(action -> assertThat(action).doesNotContain("*").contains(":"));
          assertThat(statement.sid()).isNotEmpty();
        });
    assertThat(Tree.maps(resource.properties()).filter(map -> map.containsKey("Principal")))
        .allSatisfy(map ->
            assertThat(Tree.map(map.get("Principal")).keySet()).isSubsetOf("Service", "Federated"));
  }

  @ParameterizedTest
  @MethodSource("resources")
  void statements_of_a_resource_have_names_of_their_own_within_a_policy(Resource resource) {
    assertThat(Tree.maps(resource.properties()).filter(map -> map.containsKey("Statement")))
        .allSatisfy(policy ->
            assertThat(Tree.maps(policy.get("Statement")).filter(map -> map.containsKey("Effect")))
                .extracting(map -> map.get("Sid"))
                .doesNotHaveDuplicates());
  }

  @Test
  void roles_are_passed_to_tasks_only_and_are_those_of_the_same_environment() {
    assertThat(statements("github.yaml"))
        .filteredOn(statement -> statement.actions().contains("iam:PassRole"))
        .hasSize(2)
        .allSatisfy(statement -> {
          assertThat(statement.resources())
              .hasSize(2)
              .allMatch(role -> role.contains(":role/${Environment}-db-"));
          assertThat(statement.condition())
              .contains("iam:PassedToService")
              .contains("ecs-tasks.amazonaws.com");
        });
  }

  @Test
  void roles_that_are_passed_are_roles_that_exist() {
    Set<String> made =
        Template.of("migrations.yaml")
            .resources("AWS::IAM::Role")
            .map(role -> Tree.at(role.properties(), "RoleName"))
            .flatMap(Tree::texts)
            .collect(Collectors.toSet());
    assertThat(statements("github.yaml"))
        .filteredOn(statement -> statement.actions().contains("iam:PassRole"))
        .flatExtracting(Statement::resources)
        .extracting(role -> role.substring(role.indexOf(":role/") + ":role/".length()))
        .containsExactlyInAnyOrderElementsOf(made);
  }

  @Test
  void who_plans_can_neither_run_nor_register_nor_pass_what_deploys() {
    assertThat(Template.of("github.yaml").resource("PlanRole").statements())
        .flatExtracting(Statement::resources)
        .filteredOn(resource -> resource.contains("${Environment}-db-"))
        .isNotEmpty()
        .allMatch(resource -> resource.contains("${Environment}-db-plan"));
    assertThat(Template.of("migrations.yaml").resource("PlanExecutionRole").statements())
        .flatExtracting(Statement::resources)
        .contains("VerifierSecretArn")
        .noneMatch(resource -> resource.contains("DatabaseSecret"));
  }

  @ParameterizedTest
  @CsvSource({"TaskRole, Database", "PlanTaskRole, Verifier"})
  void a_task_reads_its_own_secret_and_nothing_else(String role, String secret) {
    List<Statement> granted =
        Template.of("migrations.yaml").resource(role).statements().stream()
            .filter(statement -> !statement.actions().contains("sts:AssumeRole"))
            .toList();
    assertThat(granted)
        .flatExtracting(Statement::actions)
        .containsExactly("secretsmanager:GetSecretValue", "kms:Decrypt");
    assertThat(granted)
        .flatExtracting(Statement::resources)
        .containsExactly(secret + "SecretArn", secret + "SecretKeyArn");
  }

  @Test
  void who_deploys_brings_no_image() {
    assertThat(Template.of("github.yaml").resource("DeployRole").statements())
        .flatExtracting(Statement::actions)
        .isNotEmpty()
        .noneMatch(action -> action.startsWith("ecr:"));
  }

  @Test
  void a_workflow_reads_no_secret() {
    assertThat(statements("github.yaml"))
        .flatExtracting(Statement::actions)
        .doesNotContainAnyElementsOf(NEVER_FOR_GITHUB);
  }

  @Test
  void a_workflow_is_known_by_its_repository_and_environment() {
    assertThat(statements("github.yaml"))
        .filteredOn(statement -> statement.actions().contains("sts:AssumeRoleWithWebIdentity"))
        .hasSize(2)
        .allSatisfy(statement ->
            assertThat(statement.condition())
                .contains("StringEquals")
                .contains("repo:${GitHubRepository}:environment:${Environment}")
                .doesNotContain("*"));
  }

  @ParameterizedTest
  @CsvSource({"migrations.yaml, 5", "function.yaml, 1"})
  void a_key_is_used_through_secrets_manager_only(String template, int times) {
    assertThat(statements(template))
        .filteredOn(statement -> statement.actions().contains("kms:Decrypt"))
        .hasSize(times)
        .allSatisfy(statement ->
            assertThat(statement.condition())
                .contains("kms:ViaService")
                .contains("secretsmanager."));
  }

  @Test
  void tasks_are_started_in_one_cluster_only() {
    assertThat(statements("github.yaml"))
        .filteredOn(statement -> Set.copyOf(statement.actions()).contains("ecs:RunTask"))
        .hasSize(2)
        .allSatisfy(
            statement -> assertThat(statement.condition()).contains("ecs:cluster", "ClusterName"));
  }

  private static List<Statement> statements(String template) {
    return Template.of(template).resources().stream()
        .map(Resource::statements)
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void what_is_looked_for_would_be_found() {
    Resource loose =
        new Resource(
            "Loose",
            "AWS::IAM::Role",
            Map.of(
                "Policies",
                List.of(
                    Map.of(
                        "Fn::If",
                        List.of(
                            "Some",
                            Map.of(
                                "Sid", "All",
                                "Effect", "Allow",
                                "Action", "ecs:RunTask",
                                "Resource", Map.of("Fn::Sub", "arn:${A}:*")),
                            "")))),
            Map.of());
    assertThat(loose.statements()).singleElement().matches(Statement::hasWildcard);
  }
}
