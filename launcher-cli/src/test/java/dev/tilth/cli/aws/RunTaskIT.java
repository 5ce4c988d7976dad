package dev.tilth.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tilth.cli.aws.Script.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script that runs a task, with a recorded AWS. */
final class RunTaskIT {

  private static final String NO_STREAM =
      "An error occurred (ResourceNotFoundException) when calling the GetLogEvents operation:"
          + " The specified log stream does not exist.";
  private static final String THROTTLED =
      "An error occurred (ThrottlingException) when calling the DescribeTasks operation: Rate"
          + " exceeded";

  @TempDir Path directory;

  private FakeAws aws;
  private Script script;

  @BeforeEach
  void given() throws IOException {
    script = Script.of("run-task", directory);
    aws = new FakeAws(directory).answers("run-task", "run-task-provisioning");
    script
        .with("CLUSTER", "prod-cluster")
        .with("TASK_DEFINITION", "prod-db-migrations:12")
        .with("SUBNETS", "subnet-0aa,subnet-0bb")
        .with("SECURITY_GROUPS", "sg-0cc")
        .with("LOG_GROUP", "/ecs/prod/migrations")
        .with("LOG_PREFIX", "deploy")
        .with("COMMAND", "[\"deploy\",\"--env\",\"prod\",\"--reason\",\"it's \\\"odd\\\" $(x)\"]")
        .with("VARIABLES", "{\"TILTH_ACTOR\":\"octocat\"}")
        .with("STARTED_BY", "github-42-1")
        .with("CLIENT_TOKEN", "github-42-1-deploy")
        .with("POLL_SECONDS", "0");
  }

  private void aTaskThatEnds(String recording, String... log) throws IOException {
    aws.answers("describe-tasks", "describe-tasks-pending", "describe-tasks-running", recording);
    aws.fails("get-log-events", NO_STREAM, 1).answers("get-log-events", log);
  }

  @Test
  void a_task_that_succeeds_leaves_its_log_its_report_and_exit_code_0() throws Exception {
    aTaskThatEnds(
        "describe-tasks-exit-0",
        "get-log-events-first",
        "get-log-events-none-after-first",
        "get-log-events-report",
        "get-log-events-none");

    Ended ended = script.run();

    assertThat(ended.exitCode()).as(ended.log()).isZero();
    assertThat(ended.log()).containsOnlyOnce("migration V12__note.sql applied in 12 ms");
    assertThat(ended.summary())
        .startsWith("## Tilth deploy to prod: done\n")
        .contains("| `V12__note.sql` | applied |  | 12 ms |")
        .contains("| `RoleSeeder` | held back |  | 0 ms |")
        .contains("> **Warning:** Careful \\| here.")
        .contains("Restore point: `2026-11-22T10:00:39.750Z`");
    assertThat(ended.outputs())
        .contains("task=arn:aws:ecs:ca-central-1:111122223333:task/prod-cluster/0f9de17a")
        .contains("exit_code=0\n", "outcome=done\n");
    assertThat(ended.report()).contains("\"run_id\": \"0d4e6b0a-5c0f-4a52-9a7c-2f1f5a3f7a11\"");
  }

  @Test
  void a_task_gets_no_public_address_and_its_words_as_they_are() throws Exception {
    aTaskThatEnds("describe-tasks-exit-0", "get-log-events-none");

    script.run();

    assertThat(aws.calls("run-task"))
        .singleElement()
        .asString()
        .contains("--cluster prod-cluster --task-definition prod-db-migrations:12")
        .contains("\"assignPublicIp\":\"DISABLED\"")
        .contains("\"subnets\":[\"subnet-0aa\",\"subnet-0bb\"]", "\"securityGroups\":[\"sg-0cc\"]")
        .contains("\"it's \\\"odd\\\" $(x)\"")
        .contains("{\"name\":\"TILTH_ACTOR\",\"value\":\"octocat\"}")
        .contains("--client-token github-42-1-deploy");
    assertThat(aws.calls("get-log-events"))
        .isNotEmpty()
        .allMatch(call ->
            call.contains("--log-group-name /ecs/prod/migrations")
                && call.contains(
                    "--log-stream-name deploy/tilth/0f9de17a6465404e8b1b2356dc13c2f8"));
  }

  @Test
  void a_line_that_looks_like_a_command_of_the_runner_is_text() throws Exception {
    aTaskThatEnds(
        "describe-tasks-exit-0", "get-log-events-first", "get-log-events-none-after-first");

    List<String> lines = script.run().log().lines().toList();

    int at = lines.indexOf("::error::a line that looks like a command of the runner");
    assertThat(at).isPositive();
    String opening = lines.get(at - 2);
    assertThat(opening).startsWith("::stop-commands::");
    assertThat(lines.get(at + 1))
        .isEqualTo("::" + opening.substring("::stop-commands::".length()) + "::");
  }

  @ParameterizedTest
  @CsvSource({
    "describe-tasks-exit-1, 1, Exit code 1",
    "describe-tasks-exit-3, 3, Exit code 3",
    "describe-tasks-exit-5, 5, run the workflow again",
    "describe-tasks-out-of-memory, 137, OutOfMemoryError: Container killed due to memory usage",
    "describe-tasks-stopped-by-user, 143, UserInitiated",
  })
  void a_task_that_fails_fails_the_job_with_its_exit_code(
      String recording, int exitCode, String message) throws Exception {
    aTaskThatEnds(recording, "get-log-events-refused", "get-log-events-none");

    Ended ended = script.run();

    assertThat(ended.exitCode()).isEqualTo(exitCode);
    assertThat(ended.log()).containsPattern("::error::.*" + message);
    assertThat(ended.outputs()).contains("exit_code=" + exitCode + "\n");
    assertThat(ended.summary())
        .contains("## Tilth: failed\n")
        .contains("> **Error:** What this run would do is not what the plan had.");
  }

  @Test
  void a_task_that_never_started_fails_with_the_reason_of_ecs() throws Exception {
    aTaskThatEnds("describe-tasks-never-started");

    Ended ended = script.run();

    assertThat(ended.exitCode()).isOne();
    assertThat(ended.log())
        .contains("::error::The task never started. TaskFailedToStart: CannotPullContainerError")
        .contains("::warning::The task wrote no report.");
    assertThat(ended.summary()).contains("## The task never started", "CannotPullContainerError");
    assertThat(ended.outputs()).doesNotContain("exit_code");
  }

  @Test
  void a_task_that_cannot_be_placed_fails_with_the_reason_of_ecs() throws Exception {
    FakeAws full = new FakeAws(Files.createDirectory(directory.resolve("full")));
    full.answers("run-task", "run-task-no-subnet");
    script.with("BASH_ENV", pathFirst("full"));

    Ended ended = script.run();

    assertThat(ended.exitCode()).isOne();
    assertThat(ended.log())
        .contains("::error::The task could not be started: RESOURCE:ENI There are no free");
    assertThat(full.calls("describe-tasks")).isEmpty();
  }

  @Test
  void a_call_that_is_denied_fails_with_the_words_of_aws() throws Exception {
    FakeAws denied = new FakeAws(Files.createDirectory(directory.resolve("denied")));
    denied.fails("run-task", "An error occurred (AccessDeniedException): no iam:PassRole", 1);
    script.with("BASH_ENV", pathFirst("denied"));

    Ended ended = script.run();

    assertThat(ended.exitCode()).isOne();
    assertThat(ended.log())
        .contains("no iam:PassRole")
        .contains("::error::The task could not be started: aws ecs run-task failed.");
  }

  /** Bash reads this file before the script. */
  private String pathFirst(String folder) throws IOException {
    Path file = directory.resolve(folder + ".sh");
    Files.writeString(file, "PATH='%s':$PATH%n".formatted(directory.resolve(folder)));
    return file.toString();
  }

  @Test
  void the_limit_stops_the_task_and_waits_for_its_end() throws Exception {
    script.with("LIMIT_MINUTES", "0");
    aws.answers("stop-task", "describe-tasks-running");
    aTaskThatEnds("describe-tasks-stopped-by-user", "get-log-events-none");

    Ended ended = script.run();

    assertThat(ended.exitCode()).isEqualTo(143);
    assertThat(ended.log()).contains("::warning::The limit of 0 minutes struck.");
    assertThat(aws.calls("stop-task")).hasSize(1);
  }

  @Test
  void a_limit_that_is_no_number_starts_nothing() throws Exception {
    script.with("LIMIT_MINUTES", "soon");

    Ended ended = script.run();

    assertThat(ended.exitCode()).isOne();
    assertThat(ended.log()).contains("LIMIT_MINUTES is 'soon'");
    assertThat(aws.calls("run-task")).isEmpty();
  }

  @Test
  void a_cancelled_workflow_stops_the_task() throws Exception {
    script.with("POLL_SECONDS", "0.2");
    aws.answers("describe-tasks", "describe-tasks-running");
    aws.answers("get-log-events", "get-log-events-none");
    aws.answers("stop-task", "describe-tasks-running");

    Process process = script.start();
    await().atMost(Duration.ofSeconds(30)).until(() -> aws.calls("describe-tasks").size() > 1);
    new ProcessBuilder("kill", "-TERM", String.valueOf(process.pid())).start().waitFor();
    Ended ended = script.ended(process);

    assertThat(ended.exitCode()).isEqualTo(143);
    assertThat(aws.calls("stop-task"))
        .singleElement()
        .asString()
        .contains("--reason The workflow was cancelled.");
  }

  @Test
  void calls_that_fail_for_a_while_are_repeated() throws Exception {
    aws.answers("describe-tasks", "describe-tasks-running").fails("describe-tasks", THROTTLED, 5);
    aws.answers("describe-tasks", "describe-tasks-exit-0");
    aws.answers("get-log-events", "get-log-events-report", "get-log-events-none");

    assertThat(script.run().exitCode()).isZero();
  }

  @Test
  void calls_that_go_on_failing_fail_the_job_which_says_that_the_task_may_be_at_work()
      throws Exception {
    aws.answers("describe-tasks", "describe-tasks-running").fails("describe-tasks", THROTTLED, 6);
    aws.answers("get-log-events", "get-log-events-none");

    Ended ended = script.run();

    assertThat(ended.exitCode()).isOne();
    assertThat(ended.log())
        .contains(
            "::error::The task cannot be watched any more, and may still be at work: arn:aws");
  }

  @Test
  void a_task_that_ecs_has_forgotten_fails_the_job() throws Exception {
    aws.answers("describe-tasks", "describe-tasks-running", "describe-tasks-missing");
    aws.answers("get-log-events", "get-log-events-none");

    Ended ended = script.run();

    assertThat(ended.exitCode()).isOne();
    assertThat(ended.log())
        .containsPattern("::error::ECS does not know the task any more.*MISSING");
  }

  @Test
  void a_report_that_was_cut_into_several_events_is_read_as_one() throws Exception {
    aTaskThatEnds(
        "describe-tasks-exit-0",
        "get-log-events-first",
        "get-log-events-report-cut",
        "get-log-events-none");

    Ended ended = script.run();

    assertThat(ended.outputs()).contains("outcome=done\n");
    assertThat(ended.summary()).startsWith("## Tilth deploy to prod: done\n");
  }

  @Test
  void the_markdown_of_a_report_is_taken_as_it_is() throws Exception {
    aTaskThatEnds("describe-tasks-exit-0", "get-log-events-report-markdown", "get-log-events-none");

    Ended ended = script.run();

    assertThat(ended.summary())
        .isEqualTo(
            """
            ## Tilth deploy to prod: done

            Done in 1.2 s: 1 migration and 0 seeders applied.

            """);
    assertThat(ended.outputs()).contains("outcome=done\n");
  }

  @Test
  void a_plan_hands_its_hash_on() throws Exception {
    aTaskThatEnds("describe-tasks-exit-0", "get-log-events-plan", "get-log-events-none");

    Ended ended = script.run();

    assertThat(ended.outputs()).contains("outcome=pending\n", "plan_hash=13ef10fa0e29e4fa\n");
    assertThat(ended.summary())
        .startsWith("## Tilth plan for prod: pending\n")
        .contains("| `V12__note.sql` | apply, outside a transaction |  |")
        .contains("| `RoleSeeder` | run, changed | public.roles: 1 inserted, 4 unchanged |")
        .contains("Plan hash: `13ef10fa0e29e4fa`");
  }

  @Test
  void a_plan_too_long_for_a_line_hands_its_hash_on_and_says_what_is_missing() throws Exception {
    aTaskThatEnds("describe-tasks-exit-0", "get-log-events-plan-long", "get-log-events-none");

    Ended ended = script.run();

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.outputs()).contains("outcome=pending\n", "plan_hash=13ef10fa0e29e4fa\n");
    assertThat(ended.summary())
        .startsWith("## Tilth plan for prod: pending\n")
        .contains("too many for a line of the log", "Plan hash: `13ef10fa0e29e4fa`");
  }
}
