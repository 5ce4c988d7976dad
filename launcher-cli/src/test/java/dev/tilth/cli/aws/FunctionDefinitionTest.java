package dev.tilth.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.cli.aws.Template.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the function and its state machine must stay. */
final class FunctionDefinitionTest {

  private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{(\\w+)}");

  private static final Template TEMPLATE = Template.of("function.yaml");

  private static Map<String, Object> function() {
    return only("AWS::Lambda::Function").properties();
  }

  private static Map<String, Object> stateMachine() {
    return only("AWS::StepFunctions::StateMachine").properties();
  }

  private static Resource only(String type) {
    List<Resource> found = TEMPLATE.resources(type).toList();
    assertThat(found).as(type).hasSize(1);
    return found.getFirst();
  }

  private static Path beside(Object name) {
    return TEMPLATE.file().resolveSibling(name.toString()).normalize();
  }

  @Test
  void the_function_has_the_longest_time_and_the_runtime_that_it_was_built_for() {
    assertThat(function())
        .containsEntry("Timeout", 900)
        .containsEntry("Runtime", "java25")
        .containsEntry("Handler", "dev.tilth.lambda.TilthHandler");
    assertThat(Tree.at(TEMPLATE.content(), "Parameters", "Architecture", "Default"))
        .isEqualTo("arm64");
  }

  @Test
  void the_handler_is_a_class_of_the_function() {
    String path = Tree.at(function(), "Handler").toString().replace('.', '/') + ".java";
    assertThat(beside("../src/main/java").resolve(path)).exists();
  }

  @Test
  void the_function_is_in_the_vpc_and_few_of_it_run_at_once() {
    assertThat(Tree.map(function().get("VpcConfig")))
        .containsOnlyKeys("SubnetIds", "SecurityGroupIds");
    assertThat(Tree.texts(function().get("ReservedConcurrentExecutions")))
        .contains("ReservesConcurrency", "ReservedConcurrency");
    assertThat(Tree.at(TEMPLATE.content(), "Parameters", "ReservedConcurrency", "Default"))
        .isEqualTo(2);
  }

  @Test
  void the_secret_is_named_and_never_written_into_the_function() {
    assertThat(Tree.at(function(), "Environment", "Variables"))
        .isEqualTo(
            Map.of(
                "TILTH_ENV", Map.of("Ref", "Environment"),
                "TILTH_DATABASE_SECRET_ID", Map.of("Ref", "DatabaseSecretArn"),
                "PGSSLROOTCERT", "/opt/rds.pem"));
  }

  @Test
  void the_certificates_that_it_trusts_are_where_it_looks_for_them() {
    assertThat(Tree.list(function().get("Layers")))
        .contains(Map.of("Ref", only("AWS::Lambda::LayerVersion").name()));
  }

  @Test
  void nothing_is_invoked_again_by_itself() {
    assertThat(TEMPLATE.resources("AWS::Lambda::EventInvokeConfig"))
        .extracting(Resource::properties)
        .hasSize(2)
        .allSatisfy(config ->
            assertThat(config)
                .containsEntry("MaximumRetryAttempts", 0)
                .containsKey("MaximumEventAgeInSeconds"))
        .extracting(config -> config.get("Qualifier"))
        .containsExactlyInAnyOrder("$LATEST", only("AWS::Lambda::Alias").properties().get("Name"));
  }

  @Test
  void logs_go_to_a_group_of_their_own_and_do_not_stay_for_ever() {
    Resource group = only("AWS::Logs::LogGroup");
    assertThat(group.properties()).containsKey("RetentionInDays");
    assertThat(Tree.at(function(), "LoggingConfig", "LogGroup"))
        .isEqualTo(Map.of("Ref", group.name()));
  }

  @Test
  void nobody_but_the_account_may_invoke_it() {
    assertThat(TEMPLATE.resources())
        .extracting(Resource::type)
        .doesNotContain(
            "AWS::Lambda::Permission", "AWS::Lambda::LayerVersionPermission", "AWS::Lambda::Url");
  }

  @Test
  void a_version_is_taken_with_each_release_and_only_with_snapstart() {
    assertThat(only("AWS::Lambda::Version").properties())
        .containsEntry("Description", Map.of("Ref", "Release"));
    // Lambda publishes nothing where the function is as it was.
    assertThat(Tree.texts(function().get("Description")))
        .singleElement()
        .asString()
        .contains("${Release}");
    assertThat(Tree.map(Tree.at(TEMPLATE.content(), "Resources")))
        .hasEntrySatisfying(
            "Version",
            version -> assertThat(Tree.map(version)).containsEntry("Condition", "HasSnapStart"));
    assertThat(Tree.at(TEMPLATE.content(), "Rules", "AVersionHasARelease")).isNotNull();
  }

  @Test
  void the_state_machine_is_the_definition_beside_with_nothing_left_open() throws IOException {
    String definition = Files.readString(beside(Tree.at(stateMachine(), "DefinitionS3Location")));
    Set<String> open =
        SUBSTITUTION
            .matcher(definition)
            .results()
            .map((MatchResult found) -> found.group(1))
            .collect(Collectors.toSet());
    assertThat(Tree.map(stateMachine().get("DefinitionSubstitutions")).keySet()).isEqualTo(open);
  }

  @Test
  void the_state_machine_calls_what_its_role_may_invoke() {
    Object called = Tree.at(stateMachine(), "DefinitionSubstitutions", "Function");
    assertThat(Tree.maps(TEMPLATE.resource("StateMachineRole").properties()))
        .anySatisfy(statement ->
            assertThat(statement)
                .containsEntry("Action", "lambda:InvokeFunction")
                .containsEntry("Resource", called));
  }

  @Test
  void each_execution_is_kept_and_carried_out_once() {
    assertThat(stateMachine()).containsEntry("StateMachineType", "STANDARD");
  }
}
