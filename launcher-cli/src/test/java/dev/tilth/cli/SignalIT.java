package dev.tilth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tilth.cli.TilthProcess.Outcome;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.CuttingProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the process does when it is told to end. */
@PostgresTest
final class SignalIT {

  private static final String ASLEEP =
      "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND state = 'active'"
          + " AND datname = current_database()";
  private static final String WAITING =
      "SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
          + " WHERE NOT l.granted AND c.relname = 'one'";

  private final TestDatabase database;

  @TempDir private Path directory = Path.of("");

  SignalIT(TestDatabase shared) {
    this.database = shared.another();
  }

  @Test
  void sigterm_cancels_the_statement_and_tells_what_remains() throws Exception {
    script("V1__one.sql", "CREATE TABLE public.one (id int);");
    script("V2__sleep.sql", "INSERT INTO public.one VALUES (1); SELECT pg_sleep(300);");
    script("V3__three.sql", "CREATE TABLE public.three (id int);");
    TilthProcess run = migrate();
    await().atMost(Duration.ofMinutes(1)).until(() -> database.value(ASLEEP).equals("1"));

    Outcome ended = ended(run, "TERM");

    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(143);
    assertThat(ended.out()).contains("Interrupted", "V3__three.sql", "1 migration");
    assertThat(ended.err()).contains("SIGTERM", "Run again");
    assertThat(database.value("SELECT outcome FROM tilth.run")).isEqualTo("interrupted");
    assertThat(database.value("SELECT count(*) FROM public.one")).isEqualTo("0");
    assertNobodyIsThere();
  }

  @Test
  void sigterm_ends_a_wait_for_a_lock() throws Exception {
    script("V1__one.sql", "CREATE TABLE public.one (id int);");
    assertThat(migrate().outcome().exitCode()).isZero();
    script("V2__two.sql", "ALTER TABLE public.one ADD COLUMN two int;");
    try (Connection blocker = database.connect();
        Statement statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE public.one IN ACCESS SHARE MODE");
      TilthProcess run = migrate();
      await().atMost(Duration.ofMinutes(1)).until(() -> database.value(WAITING).equals("1"));

      Outcome ended = ended(run, "TERM");
      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(143);
      assertThat(ended.out())
          .as("printed before the process halts by itself")
          .contains("Interrupted");
      assertThat(database.value(WAITING)).isEqualTo("0");
      blocker.rollback();
    }
    assertNobodyIsThere();
  }

  @Test
  void a_second_sigterm_ends_at_once_although_the_first_is_not_done() throws Exception {
    script("V1__one.sql", "CREATE TABLE public.one (id int); SELECT pg_sleep(300);");
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database)) {
      TilthProcess run = migrate(proxy.url());
      await().atMost(Duration.ofMinutes(1)).until(() -> database.value(ASLEEP).equals("1"));
      proxy.fallSilent();
      run.signal("TERM");
      await().atMost(Duration.ofMinutes(1)).until(() -> run.logged().contains("SIGTERM: stopping"));

      Outcome ended = ended(run, "TERM");

      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(143);
      assertThat(ended.out()).as("no report: it was not waited for").isEmpty();
    }
    assertNobodyIsThere();
  }

  @Test
  void ctrl_c_while_another_deployment_is_at_work_has_the_shells_code() throws Exception {
    script("V1__sleep.sql", "SELECT pg_sleep(300);");
    TilthProcess holder = migrate();
    await().atMost(Duration.ofMinutes(1)).until(() -> database.value(ASLEEP).equals("1"));
    TilthProcess waiting = migrate();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> waiting.logged().contains("Waiting for another deployment"));

    assertThat(ended(waiting, "INT").exitCode()).isEqualTo(130);
    assertThat(waiting.logged()).contains("run ", "environment dev", "backend ");
    holder.signal("TERM");
    holder.signal("TERM");
    assertThat(holder.outcome().exitCode()).isEqualTo(143);
    assertNobodyIsThere();
  }

  @Test
  void ctrl_c_has_the_same_code_in_the_document_and_the_log() throws Exception {
    script("V1__sleep.sql", "SELECT pg_sleep(300);");
    TilthProcess run = migrate(database.url(), "--output", "json");
    await().atMost(Duration.ofMinutes(1)).until(() -> database.value(ASLEEP).equals("1"));

    Outcome ended = ended(run, "INT");

    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(130);
    assertThat(ended.jsonDocuments()).isEqualTo(1);
    assertThat(ended.out()).contains("\"exit_code\":130").doesNotContain("\"exit_code\":143");
    assertNobodyIsThere();
  }

  private static Outcome ended(TilthProcess run, String signal) throws Exception {
    run.signal(signal);
    return run.outcome();
  }

  private void assertNobodyIsThere() {
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() ->
            assertThat(
                    database.value(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tilth'"
                            + " AND datname = current_database()"))
                .isEqualTo("0"));
  }

  private void script(String name, String text) throws IOException {
    Files.writeString(Files.createDirectories(directory.resolve("sql")).resolve(name), text);
  }

  private TilthProcess migrate() {
    return migrate(database.url());
  }

  private TilthProcess migrate(String url, String... more) {
    return TilthProcess.start(
        directory,
        Map.of("DATABASE_URL", url),
        Stream.concat(Stream.of("migrate", "--env", "dev", "--migrations", "sql"), Stream.of(more))
            .toArray(String[]::new));
  }
}
