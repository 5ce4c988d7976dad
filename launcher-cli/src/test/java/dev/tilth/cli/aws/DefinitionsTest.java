package dev.tilth.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.cli.aws.Template.Resource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the tasks, the registry and the network must stay. */
final class DefinitionsTest {

  private static final String LONGEST_ON_FARGATE = "120";

  static List<Template> templates() throws IOException {
    return Template.all();
  }

  static Stream<Resource> tasks() {
    return Template.of("migrations.yaml").resources("AWS::ECS::TaskDefinition");
  }

  private static Map<String, Object> container(Resource task) {
    return Tree.map(Tree.list(Tree.at(task.properties(), "ContainerDefinitions")).getFirst());
  }

  @ParameterizedTest
  @MethodSource("templates")
  void no_template_has_an_alias_which_cloudformation_would_refuse(Template template) {
    assertThat(Yaml.hasAliases(template.file())).isFalse();
  }

  @ParameterizedTest
  @MethodSource("templates")
  void nothing_is_open_to_the_world(Template template) {
    assertThat(Tree.texts(template.content().get("Resources"))).doesNotContain("0.0.0.0/0", "::/0");
    assertThat(Tree.maps(template.content()))
        .noneMatch(
            map -> map.containsKey("AssignPublicIp") || map.containsKey("MapPublicIpOnLaunch"));
  }

  @Test
  void there_is_a_task_that_deploys_and_one_that_plans() {
    assertThat(tasks()).extracting(Resource::name).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void a_task_has_time_to_stop_and_a_file_system_that_is_only_read(Resource task) {
    Map<String, Object> container = container(task);
    assertThat(container)
        .hasEntrySatisfying("StopTimeout", time -> assertThat(time).hasToString(LONGEST_ON_FARGATE))
        .containsEntry("ReadonlyRootFilesystem", true)
        .containsEntry("User", "10001");
    assertThat(Tree.at(container, "LinuxParameters", "Capabilities", "Drop"))
        .isEqualTo(List.of("ALL"));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void a_task_runs_a_digest(Resource task) {
    assertThat(Tree.texts(container(task).get("Image")).toList())
        .singleElement()
        .asString()
        .endsWith("/${Environment}/tilth-db@${ImageDigest}");
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void a_secret_is_named_and_never_written_into_a_task(Resource task) {
    Map<String, Object> container = container(task);
    assertThat(Tree.maps(container.get("Secrets")).filter(map -> map.containsKey("Name")))
        .isNotEmpty()
        .allMatch(secret -> secret.containsKey("ValueFrom"));
    assertThat(Tree.maps(container.get("Environment")).filter(map -> map.containsKey("Name")))
        .extracting(variable -> variable.get("Name"))
        .containsExactly("TILTH_ENV", "TILTH_DATABASE_SECRET_ID");
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void a_task_may_fetch_again_what_it_is_started_with(Resource task) {
    Map<String, Object> container = container(task);
    Object injected =
        Tree.maps(container.get("Secrets"))
            .filter(secret -> "DATABASE_SECRET".equals(secret.get("Name")))
            .map(secret -> secret.get("ValueFrom"))
            .findFirst()
            .orElseThrow();
    assertThat(Tree.maps(container.get("Environment")))
        .contains(Map.of("Name", "TILTH_DATABASE_SECRET_ID", "Value", injected));
  }

  @ParameterizedTest
  @CsvSource({
    "migrations.yaml, DatabaseSecretArn",
    "migrations.yaml, VerifierSecretArn",
    "function.yaml, DatabaseSecretArn"
  })
  void a_secret_is_named_by_its_arn_and_nothing_behind_it(String template, String parameter) {
    String arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:dev/migrator-AbCdEf";
    Pattern allowed =
        Pattern.compile(
            Tree.at(Template.of(template).content(), "Parameters", parameter, "AllowedPattern")
                .toString());
    assertThat(arn).matches(allowed);
    // The process has the whole secret, and roles are given it by its ARN.
    assertThat(List.of(arn + ":password::", arn + ":", arn + "*", "dev/migrator"))
        .noneMatch(allowed.asMatchPredicate());
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void a_task_runs_on_arm_unless_somebody_says_otherwise(Resource task) {
    assertThat(Tree.at(task.properties(), "RuntimePlatform", "CpuArchitecture"))
        .isEqualTo(Map.of("Ref", "CpuArchitecture"));
    assertThat(
            Tree.at(
                Template.of("migrations.yaml").content(),
                "Parameters",
                "CpuArchitecture",
                "Default"))
        .isEqualTo("ARM64");
  }

  @Test
  void logs_do_not_stay_for_ever_and_are_where_the_guide_says() {
    assertThat(Template.of("migrations.yaml").resources("AWS::Logs::LogGroup"))
        .singleElement()
        .extracting(Resource::properties)
        .satisfies(group -> {
          assertThat(group).containsKey("RetentionInDays");
          assertThat(Tree.texts(group.get("LogGroupName")))
              .containsExactly("/ecs/${Environment}/migrations");
        });
  }

  @Test
  void an_image_is_scanned_and_cannot_be_replaced() {
    assertThat(Template.of("registry.yaml").resources("AWS::ECR::Repository"))
        .singleElement()
        .extracting(Resource::properties)
        .satisfies(repository -> {
          assertThat(repository).containsEntry("ImageTagMutability", "IMMUTABLE");
          assertThat(Tree.at(repository, "ImageScanningConfiguration", "ScanOnPush"))
              .isEqualTo(true);
          assertThat(repository).containsKey("LifecyclePolicy");
        });
  }

  @Test
  void a_task_reaches_the_database_and_endpoints_and_nothing_else() {
    assertThat(
            Tree.list(
                Template.of("network.yaml")
                    .resource("TaskSecurityGroup")
                    .properties()
                    .get("SecurityGroupEgress")))
        .hasSize(3)
        .allSatisfy(rule ->
            assertThat(Tree.map(rule).keySet())
                .doesNotContain("CidrIp", "CidrIpv6")
                .containsAnyOf("DestinationSecurityGroupId", "DestinationPrefixListId"));
  }

  @Test
  void nobody_reaches_a_task() {
    assertThat(Template.of("network.yaml").resource("TaskSecurityGroup").properties())
        .doesNotContainKey("SecurityGroupIngress");
    assertThat(Template.of("network.yaml").resources("AWS::EC2::SecurityGroupIngress"))
        .allSatisfy(rule ->
            assertThat(Tree.texts(rule.properties().get("GroupId")))
                .isNotEmpty()
                .doesNotContain("TaskSecurityGroup"));
  }

  @Test
  void every_endpoint_is_a_choice() {
    Map<String, Object> resources =
        Tree.map(Template.of("network.yaml").content().get("Resources"));
    assertThat(Template.of("network.yaml").resources("AWS::EC2::VPCEndpoint"))
        .hasSize(5)
        .allMatch(endpoint -> Tree.map(resources.get(endpoint.name())).containsKey("Condition"));
  }
}
