package dev.tilth.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.cli.aws.Script.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the workflow has the container run. */
final class TilthCommandIT {

  @TempDir Path directory;

  private Script script;

  @BeforeEach
  void given() {
    script =
        Script.of("tilth-command", directory)
            .with("VERB", "deploy")
            .with("ENVIRONMENT", "qa")
            .with("TRIGGER", "push")
            .with("RUN_SEEDERS", "true")
            .with("MINUTES", "60");
  }

  private String command() throws Exception {
    Ended ended = script.run();
    assertThat(ended.exitCode()).as(ended.log()).isZero();
    return ended.outputs().lines().findFirst().orElseThrow();
  }

  private void refused(String message) throws Exception {
    Ended ended = script.run();
    assertThat(ended.exitCode()).isOne();
    assertThat(ended.log()).contains("::error::" + message);
    assertThat(ended.outputs()).isEmpty();
  }

  @Test
  void a_push_deploys_and_leaves_the_policy_to_core() throws Exception {
    assertThat(command())
        .isEqualTo(
            "command=[\"deploy\",\"--env\",\"qa\",\"--trigger\",\"push\",\"--timeout\",\"60m\"]");
  }

  @Test
  void a_plan_is_of_the_same_run() throws Exception {
    script.with("VERB", "plan").with("TRIGGER", "manual").with("ONLY", "roles,languages");

    assertThat(command())
        .isEqualTo(
            "command=[\"plan\",\"--env\",\"qa\",\"--trigger\",\"manual\",\"--only\",\"roles,languages\"]");
  }

  @Test
  void without_seeders_it_migrates_and_plans_that() throws Exception {
    script.with("RUN_SEEDERS", "false");

    assertThat(command()).startsWith("command=[\"migrate\",\"--env\",\"qa\"");
  }

  @Test
  void a_plan_without_seeders_is_of_migrations() throws Exception {
    script.with("RUN_SEEDERS", "false").with("VERB", "plan");

    assertThat(command()).startsWith("command=[\"plan\",\"--for\",\"migrate\",\"--env\",\"qa\"");
  }

  @Test
  void what_a_person_types_is_one_word_whatever_it_is() throws Exception {
    script
        .with("FORCE", "roles")
        .with("REASON", "it's \"late\"; rm -rf / $(date) `id`")
        .with("PLAN_HASH", "abc")
        .with("ALLOW_DOWNGRADE", "true");

    assertThat(command())
        .endsWith(
            ",\"--force\",\"roles\",\"--reason\",\"it's \\\"late\\\"; rm -rf / $(date) `id`\","
                + "\"--allow-downgrade\",\"--plan\",\"abc\",\"--timeout\",\"60m\"]");
  }

  @Test
  void the_ledger_gets_who_what_and_which_image() throws Exception {
    script
        .with("GITHUB_ACTOR", "octocat")
        .with("GITHUB_SHA", "4f2c")
        .with("TILTH_IMAGE", "sha256:00");

    assertThat(script.run().outputs())
        .contains(
            "variables={\"TILTH_ACTOR\":\"octocat\",\"TILTH_COMMIT\":\"4f2c\",\"TILTH_IMAGE\":\"sha256:00\"}\n");
  }

  @Test
  void the_task_gets_more_time_than_the_run_in_it() throws Exception {
    assertThat(script.run().outputs()).endsWith("limit_minutes=75\n");
  }

  @Test
  void a_run_that_must_be_held_to_a_plan_is_refused_without_one() throws Exception {
    script.with("NEEDS_PLAN_HASH", "true");

    refused("There is no plan hash");
  }

  @Test
  void seeders_are_not_chosen_where_none_are_to_run() throws Exception {
    script.with("RUN_SEEDERS", "false").with("ONLY", "roles");

    refused("'only' and 'force' choose seeders");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1h", "soon", "321"})
  void a_limit_is_minutes_of_a_job(String minutes) throws Exception {
    script.with("MINUTES", minutes);

    refused("The limit is ");
  }
}
