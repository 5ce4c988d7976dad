package dev.tilth.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.event.ruler.Ruler;

/** Which tasks make a noise, asked of the engine that EventBridge runs. */
final class AlarmRuleTest {

  private static final String TASKS = "arn:aws:ecs:ca-central-1:111122223333:task-definition/";

  @ParameterizedTest(name = "{0} {1} with {2}: {3}")
  @CsvSource({
    "prod-db-migrations, STOPPED, 0, false",
    "prod-db-migrations, STOPPED, 1, true",
    "prod-db-migrations, STOPPED, 2, false",
    "prod-db-migrations, STOPPED, 3, true",
    "prod-db-migrations, STOPPED, 4, true",
    "prod-db-migrations, STOPPED, 5, false",
    "prod-db-migrations, STOPPED, 6, true",
    "prod-db-migrations, STOPPED, 7, true",
    "prod-db-migrations, STOPPED, 8, true",
    "prod-db-migrations, STOPPED, 64, true",
    "prod-db-migrations, STOPPED, 137, true",
    "prod-db-migrations, STOPPED, 143, true",
    "prod-db-migrations, STOPPED, , true",
    "prod-db-migrations, RUNNING, , false",
    "prod-db-migrations, DEPROVISIONING, 1, false",
    "prod-db-plan, STOPPED, 1, true",
    "prod-db-plan, STOPPED, 2, false",
    "staging-db-migrations, STOPPED, 1, false",
    "prod-db-migrations-of-others, STOPPED, 1, false",
    "billing, STOPPED, 1, false",
  })
  void alarms(String family, String status, String exitCode, boolean expected) throws Exception {
    assertThat(Ruler.matchesRule(event("prod-cluster", family, status, exitCode), rule()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource("other-cluster")
  void a_task_of_another_cluster_is_not_ours(String cluster) throws Exception {
    assertThat(Ruler.matchesRule(event(cluster, "prod-db-migrations", "STOPPED", "1"), rule()))
        .isFalse();
  }

  private static String event(String cluster, String family, String status, String exitCode) {
    return """
    {
      "source": "aws.ecs",
      "detail-type": "ECS Task State Change",
      "detail": {
        "clusterArn": "arn:aws:ecs:ca-central-1:111122223333:cluster/%s",
        "taskDefinitionArn": "%s%s:7",
        "lastStatus": "%s",
        "stopCode": "EssentialContainerExited",
        "containers": [{"name": "tilth", "lastStatus": "%s"%s}]
      }
    }
    """
        .formatted(
            cluster,
            TASKS,
            family,
            status,
            status,
            exitCode == null ? "" : ", \"exitCode\": " + exitCode);
  }

  private static String rule() {
    return json(
        Tree.at(Template.of("alarms.yaml").resource("EndedBadly").properties(), "EventPattern"));
  }

  /** As CloudFormation would fill it in. */
  private static String json(Object node) {
    return switch (node) {
      case Map<?, ?> map when map.containsKey("Fn::Sub") -> quoted(filledIn(map));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> quoted(entry.getKey().toString()) + ":" + json(entry.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case Collection<?> all ->
          all.stream().map(AlarmRuleTest::json).collect(Collectors.joining(",", "[", "]"));
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> quoted(node.toString());
    };
  }

  private static String filledIn(Map<?, ?> sub) {
    return String.valueOf(sub.get("Fn::Sub"))
        .replace("${AWS::Partition}", "aws")
        .replace("${AWS::Region}", "ca-central-1")
        .replace("${AWS::AccountId}", "111122223333")
        .replace("${Environment}", "prod")
        .replace("${ClusterName}", "prod-cluster");
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
