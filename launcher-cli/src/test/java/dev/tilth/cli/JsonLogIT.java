package dev.tilth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.cli.TilthProcess.Outcome;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a platform collects that takes lines from the output of a task. */
@PostgresTest
final class JsonLogIT {

  private static final Map<String, String> JSON = Map.of("TILTH_LOG", "json");

  private final Workspace workspace;

  JsonLogIT(TestDatabase shared, @TempDir Path directory) {
    this.workspace = new Workspace(directory, shared.another(), JSON);
  }

  @Test
  void each_line_tells_its_run_environment_and_step_and_the_last_is_the_result() throws Exception {
    workspace.write("migrations/V1__room.sql", "CREATE TABLE public.room (id int PRIMARY KEY);\n");
    workspace.write("seeds/10_room.csv", "id\n1\n2\n");

    Outcome done = workspace.onFiles("deploy", "--env", "dev", "--parallel", "2");

    assertThat(done.exitCode()).as(done.out() + done.err()).isZero();
    assertThat(done.err()).isEmpty();
    List<LogLine> lines = LogLine.all(done.out());
    String run = workspace.database().value("SELECT run_id FROM tilth.run");
    assertThat(lines).filteredOn(line -> line.field("outcome").equals("applied")).hasSize(2);
    assertThat(steps(lines))
        .allSatisfy(line -> {
          assertThat(line.field("run")).isEqualTo(run);
          assertThat(line.field("environment")).isEqualTo("dev");
        })
        .extracting(line -> line.field("step"))
        .contains("V1__room.sql", "room");
    LogLine last = lines.getLast();
    assertThat(last.field("event")).isEqualTo("report");
    assertThat(last.field("document")).contains("\"outcome\":\"done\"", run);
    assertThat(last.field("markdown")).contains("V1__room.sql");
  }

  private static Stream<LogLine> steps(List<LogLine> lines) {
    return lines.stream().filter(line -> !line.field("step").isEmpty());
  }

  @Test
  void a_failure_is_an_error_in_the_result_and_tells_no_password() throws Exception {
    workspace.write("migrations/V1__wrong.sql", "SELECT nothing;\n");
    Outcome failed = workspace.tilth("migrate", "--env", "dev", "--migrations", "migrations");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(LogLine.all(failed.out()))
        .filteredOn(line -> line.field("level").equals("ERROR"))
        .extracting(line -> line.field("event"))
        .containsExactlyInAnyOrder("report", "error");
    assertThat(failed.out()).doesNotContain(":" + workspace.database().password() + "@");
  }

  @Test
  void what_is_wrong_with_the_arguments_is_a_result_too() throws Exception {
    Outcome unknown = workspace.tilth("deploy", "--nonsense");
    assertThat(unknown.exitCode()).isEqualTo(64);
    assertThat(LogLine.all(unknown.out()))
        .singleElement()
        .satisfies(line -> assertThat(line.field("message")).contains("--nonsense"));
  }

  @Test
  void a_document_on_standard_output_stands_there_alone() throws Exception {
    workspace.write("migrations/V1__room.sql", "CREATE TABLE public.room (id int PRIMARY KEY);\n");
    Outcome done =
        workspace.tilth(
            "migrate", "--env", "dev", "--migrations", "migrations", "--output", "json");
    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(done.jsonDocuments()).isEqualTo(1);
    assertThat(done.out()).startsWith("{\"document\":\"report\"");
    assertThat(LogLine.all(done.err()))
        .anySatisfy(line -> assertThat(line.field("step")).isEqualTo("V1__room.sql"))
        .noneSatisfy(line -> assertThat(line.field("event")).isEqualTo("report"));
  }

  @Test
  void another_word_than_text_and_json_is_refused() throws Exception {
    Outcome refused =
        TilthProcess.start(
                workspace.directory(), Map.of("TILTH_LOG", "xml"), "version", "--output", "json")
            .outcome();
    assertThat(refused.exitCode()).isEqualTo(64);
    assertThat(refused.jsonDocuments()).isEqualTo(1);
    assertThat(refused.err()).contains("TILTH_LOG is xml", "text, json");
  }
}
