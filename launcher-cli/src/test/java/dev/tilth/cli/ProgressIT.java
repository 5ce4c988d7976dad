package dev.tilth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tilth.cli.TilthProcess.Outcome;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far a load in chunks has come, at a terminal and elsewhere. */
@PostgresTest
final class ProgressIT {

  private static final int COLUMNS = 90;
  private static final String DEPLOY =
      "tilth deploy --env dev --migrations migrations --seeds seeds";
  private static final String SHOWN =
      "item: \\d of 6 chunks, \\d0 of 55 \\(\\d+ %\\), [\\d.]+ a (second|minute), \\d+ s left";

  private final TestDatabase database;

  @TempDir private Path directory = Path.of("");

  ProgressIT(TestDatabase shared) {
    database = shared.another();
  }

  @BeforeEach
  void start() throws IOException {
    Workspace workspace = new Workspace(directory, database, Map.of());
    workspace.write(
        "migrations/V1__item.sql",
        """
        CREATE TABLE item (id int PRIMARY KEY, name text);
        CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql
          AS 'BEGIN PERFORM pg_sleep(0.03); RETURN NEW; END';
        CREATE TRIGGER slowly BEFORE INSERT ON item FOR EACH ROW EXECUTE FUNCTION slowly();
        """);
    workspace.write(
        "seeds/item.csv",
        IntStream.rangeClosed(1, 55)
            .mapToObj("%1$d,item %1$d\n"::formatted)
            .collect(Collectors.joining("", "id,name\n", "")));
    workspace.write("seeds/item.conf", "chunks = always\nrows-per-chunk = 10\n");
  }

  @Test
  void a_terminal_has_a_line_that_is_rewritten_and_then_gone() throws Exception {
    Outcome outcome = terminal(DEPLOY).outcome();

    assertThat(outcome.exitCode()).as(outcome.out()).isZero();
    assertThat(outcome.out()).containsPattern("\r" + SHOWN);
    assertThat(Screen.after(outcome.out(), COLUMNS))
        .contains("55 inserted")
        .doesNotContain(" chunks, ", " s left");
  }

  @Test
  void among_lines_in_json_there_is_no_such_line() throws Exception {
    Outcome outcome = terminal("TILTH_LOG=json " + DEPLOY).outcome();

    assertThat(outcome.exitCode()).as(outcome.out()).isZero();
    assertThat(outcome.out()).contains("\"event\":\"report\"").doesNotContain("\u001b");
  }

  @Test
  void it_is_on_standard_error_and_a_report_in_a_file_has_nothing_of_it() throws Exception {
    Outcome outcome = terminal(DEPLOY + " > report.txt").outcome();

    assertThat(outcome.exitCode()).as(outcome.out()).isZero();
    assertThat(outcome.out()).containsPattern("\r" + SHOWN);
    assertThat(Screen.after(outcome.out(), COLUMNS)).doesNotContain(" chunks, ", " s left");
    assertThat(Files.readString(directory.resolve("report.txt")))
        .contains("55 inserted")
        .doesNotContain("\u001b", "\r");
  }

  @Test
  void a_signal_takes_it_away() throws Exception {
    TilthProcess run = terminal("echo $$ > pid; exec " + DEPLOY);
    await().atMost(Duration.ofMinutes(1)).until(() -> run.printed().contains("item: 2 of 6"));

    String pid = Files.readString(directory.resolve("pid")).strip();
    new ProcessBuilder("kill", "-TERM", pid).start().waitFor();
    Outcome outcome = run.outcome();

    assertThat(outcome.exitCode()).as(outcome.out()).isEqualTo(143);
    assertThat(Screen.after(outcome.out(), COLUMNS))
        .contains("SIGTERM: stopping", "of 6 chunks are done")
        .doesNotContain(" chunks, ", " s left");
  }

  @Test
  void a_log_file_has_none_although_the_report_is_at_a_terminal() throws Exception {
    Outcome outcome = terminal(DEPLOY + " 2> log.txt").outcome();

    assertThat(outcome.exitCode()).as(outcome.out()).isZero();
    assertThat(Files.readString(directory.resolve("log.txt"))).doesNotContain("\u001b", "\r");
    assertThat(outcome.out()).contains("55 inserted").doesNotContain("\u001b", " s left");
  }

  @Test
  void json_has_none() throws Exception {
    Outcome outcome = terminal(DEPLOY + " --output json").outcome();

    assertThat(outcome.exitCode()).as(outcome.out()).isZero();
    assertThat(outcome.out()).doesNotContain("\u001b", " s left");
  }

  @Test
  void a_terminal_that_cannot_erase_has_none() throws Exception {
    Outcome outcome = terminal("export TERM=dumb; " + DEPLOY).outcome();

    assertThat(outcome.exitCode()).as(outcome.out()).isZero();
    assertThat(outcome.out()).contains("55 inserted").doesNotContain("\u001b", " s left");
  }

  @Test
  void no_terminal_has_none() throws Exception {
    Outcome outcome = TilthProcess.shell(directory, variables(), DEPLOY).outcome();

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("55 inserted").doesNotContain("\u001b", "\r");
    assertThat(outcome.err()).doesNotContain("\u001b", "\r");
  }

  private TilthProcess terminal(String commands) {
    return TilthProcess.terminal(directory, variables(), commands);
  }

  private Map<String, String> variables() {
    return Map.of(
        "DATABASE_URL",
        database.url(),
        "TERM",
        "xterm",
        "COLUMNS",
        String.valueOf(COLUMNS),
        "NO_COLOR",
        "1");
  }
}
