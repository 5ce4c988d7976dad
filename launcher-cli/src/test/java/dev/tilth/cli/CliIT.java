package dev.tilth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.cli.TilthProcess.Outcome;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as a process. */
@PostgresTest
final class CliIT {

  private static final String ADMIN_PASSWORD = "correct-Horse-7-battery";

  private final TestDatabase shared;

  @TempDir private Path directory = Path.of("");

  CliIT(TestDatabase shared) {
    this.shared = shared;
  }

  @Test
  void aDeploymentIsDoneOnceAndTold() throws Exception {
    TestDatabase database = shared.another();

    Outcome first = deploy(database, "--env", "dev", "--report", "report.md");
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).contains("Done", "RoleSeeder").doesNotContain(ADMIN_PASSWORD);
    assertThat(directory.resolve("report.md")).content().contains("RoleSeeder");

    Outcome second = deploy(database, "--output", "json");
    assertThat(second.exitCode()).isZero();
    assertThat(second.jsonDocuments()).isEqualTo(1);
    assertThat(second.out()).contains("\"outcome\":\"nothing_to_do\"");

    assertThat(run(database, "status", "--exit-code").exitCode()).isZero();
    assertThat(run(database, "plan", "--exit-code").exitCode()).isZero();
    assertThat(run(database, "wait", "--for", "deployed").exitCode()).isZero();
    assertThat(run(database, "history", "--output", "json").out())
        .contains("\"command\":\"deploy\"", "\"launcher\":\"cli\"");

    Outcome elsewhere = run(database, "deploy", "--env", "qa");
    assertThat(elsewhere.exitCode()).isEqualTo(7);
    assertThat(elsewhere.out()).isEmpty();
    assertThat(elsewhere.err()).startsWith("tilth: ").contains("dev", "qa");
  }

  @Test
  void pendingChangesAreToldByTheExitCodeAndWriteNothing() throws Exception {
    TestDatabase database = shared.another();
    assertThat(run(database, "plan", "--env", "dev", "--exit-code").exitCode()).isEqualTo(2);
    assertThat(run(database, "status", "--env", "dev", "--exit-code").exitCode()).isEqualTo(2);
    assertThat(database.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'tilth'"))
        .isEqualTo("0");
  }

  @Test
  void twoDeploymentsAtOnceBothSucceed() throws Exception {
    TestDatabase database = shared.another();
    TilthProcess one = start(database, "deploy", "--env", "dev");
    TilthProcess other = start(database, "deploy", "--env", "dev");
    assertThat(one.outcome().exitCode()).isZero();
    assertThat(other.outcome().exitCode()).isZero();
    assertThat(database.value("SELECT count(*) FROM tilth.seed")).isEqualTo("9");
  }

  @Test
  void aDirectoryOfScriptsReplacesAllBundledContent() throws Exception {
    TestDatabase database = shared.another();
    Path scripts = Files.createDirectory(directory.resolve("sql"));
    Files.writeString(scripts.resolve("V1__one.sql"), "CREATE TABLE one (id int);\n");

    Outcome done = deploy(database, "--env", "dev", "--migrations", "sql");
    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(database.value("SELECT count(*) FROM one")).isEqualTo("0");
    assertThat(database.value("SELECT count(*) FROM tilth.seed")).isEqualTo("0");

    Files.writeString(
        scripts.resolve("V2__two.sql"), "CREATE TABLE two (id int);\n\nSELECT nothing FROM one;\n");
    Outcome failed = deploy(database, "--migrations", "sql", "--output", "json");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.jsonDocuments()).isEqualTo(1);
    assertThat(failed.err())
        .contains("V2__two.sql", "line 3", "SQLSTATE 42703", "SELECT nothing FROM one")
        .doesNotContain("\tat ");
    assertThat(database.value("SELECT to_regclass('two') IS NULL")).isEqualTo("t");
  }

  @Test
  void anOlderBuildUndoesNothingWithoutAPersonsWord() throws Exception {
    TestDatabase database = shared.another();
    for (String build : List.of("older", "newer")) {
      Files.writeString(
          Files.createDirectory(directory.resolve(build)).resolve("R__build.sql"),
          "CREATE OR REPLACE VIEW build AS SELECT text '%s' AS name;\n".formatted(build));
      assertThat(deploy(database, "--env", "dev", "--migrations", build).exitCode()).isZero();
    }

    Outcome skipped = deploy(database, "--migrations", "older");
    assertThat(skipped.exitCode()).as(skipped.err()).isZero();
    assertThat(skipped.out()).contains("Warning: ", "R__build.sql", "Nothing to do");
    assertThat(database.value("SELECT name FROM build")).isEqualTo("newer");

    assertThat(run(database, "plan", "--exit-code", "--migrations", "older").exitCode()).isZero();
    assertThat(
            run(database, "plan", "--exit-code", "--migrations", "older", "--allow-downgrade")
                .exitCode())
        .isEqualTo(2);
    Outcome done = run(database, "migrate", "--migrations", "older", "--allow-downgrade");
    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(database.value("SELECT name FROM build")).isEqualTo("older");
  }

  @Test
  void aPersonSaysWhatTheDatabaseDoesNotTell() throws Exception {
    TestDatabase database = shared.another();
    Path scripts = Files.createDirectory(directory.resolve("sql"));
    Files.writeString(
        scripts.resolve("V1__work.sql"), "CREATE PROCEDURE work() LANGUAGE sql AS 'SELECT 1';\n");
    Files.writeString(scripts.resolve("V2__call.sql"), "CALL work();\n");
    Files.writeString(scripts.resolve("V2__call.sql.conf"), "executeInTransaction=false\n");
    assertThat(deploy(database, "--env", "dev", "--migrations", "sql").exitCode()).isZero();
    // As if the process had died before it could record the script.
    database.execute("DELETE FROM flyway_schema_history WHERE script = 'V2__call.sql'");

    Outcome undecided = deploy(database, "--migrations", "sql");
    assertThat(undecided.exitCode()).isEqualTo(6);
    assertThat(undecided.err()).contains("tilth repair --applied V2__call.sql");
    Outcome both = run(database, "repair", "--applied", "V2__call.sql", "--undone", "V2__call.sql");
    assertThat(both.exitCode()).isEqualTo(64);
    Outcome wrong = run(database, "repair", "--migrations", "sql", "--undone", "V1__work.sql");
    assertThat(wrong.exitCode()).isEqualTo(64);
    assertThat(wrong.err()).contains("V1__work.sql", "V2__call.sql");

    Outcome repaired = run(database, "repair", "--migrations", "sql", "--applied", "V2__call.sql");
    assertThat(repaired.exitCode()).as(repaired.err()).isZero();
    assertThat(repaired.out()).isEqualTo("V2__call.sql is recorded as applied.\n");
    assertThat(deploy(database, "--migrations", "sql").out()).contains("Nothing to do");
    assertThat(run(database, "history").out()).contains("repair");
  }

  @Test
  void prodIsNotClaimedByAccidentAndNotSeededByAPush() throws Exception {
    TestDatabase database = shared.another();
    Outcome unclaimed = run(database, "migrate", "--env", "prod");
    assertThat(unclaimed.exitCode()).isEqualTo(6);
    assertThat(unclaimed.err()).contains("--claim-database");

    Outcome claimed = run(database, "init", "--env", "prod", "--claim-database");
    assertThat(claimed.exitCode()).as(claimed.err()).isZero();
    Outcome refused = run(database, "seed", "--env", "prod", "--trigger", "push");
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err()).contains("--trigger manual");
  }

  @Test
  void aWrongPasswordIsToldWithoutAPassword() throws Exception {
    String url = shared.url().replaceFirst(":[^:@/]*@", ":not-the-password@");
    Outcome outcome = start(Map.of("DATABASE_URL", url), "deploy", "--env", "dev").outcome();
    assertThat(outcome.exitCode()).isEqualTo(8);
    assertThat(outcome.err()).startsWith("tilth: ").doesNotContain("not-the-password", "\tat ");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void theDevelopmentServerOutlivesTheCommandThatStartedIt() throws Exception {
    Outcome started = start(Map.of(), "db", "start").outcome();
    try {
      assertThat(started.exitCode()).as(started.err()).isZero();
      assertThat(started.out()).startsWith("postgresql://tilth:");
      assertThat(start(Map.of(), "db", "url").outcome().out()).isEqualTo(started.out());
      assertThat(start(Map.of(), "wait").outcome().exitCode()).isZero();
    } finally {
      assertThat(start(Map.of(), "db", "stop").outcome().exitCode()).isZero();
    }
    Outcome stopped = start(Map.of(), "db", "url").outcome();
    assertThat(stopped.exitCode()).isEqualTo(8);
    assertThat(stopped.err()).contains("not running");
    assertThat(start(Map.of(), "db", "reset").outcome().exitCode()).isZero();
    assertThat(directory.resolve(".tilth/postgres/data")).doesNotExist();
  }

  @Test
  void theVersionAndTheCompletionScriptAreTold() throws Exception {
    assertThat(start(Map.of(), "version").outcome().out())
        .matches("tilth \\d.* \\(Java \\d.*\\)\n");
    Outcome json = start(Map.of(), "version", "--output", "json").outcome();
    assertThat(json.jsonDocuments()).isEqualTo(1);
    assertThat(start(Map.of(), "completion").outcome().out()).contains("_complete_tilth", "deploy");
  }

  private Outcome deploy(TestDatabase database, String... args) throws InterruptedException {
    String[] all = new String[args.length + 1];
    all[0] = "deploy";
    System.arraycopy(args, 0, all, 1, args.length);
    return run(database, all);
  }

  private Outcome run(TestDatabase database, String... args) throws InterruptedException {
    return start(database, args).outcome();
  }

  private TilthProcess start(TestDatabase database, String... args) {
    Map<String, String> variables = new HashMap<>();
    variables.put("DATABASE_URL", database.url());
    variables.put("TILTH_ADMIN_EMAIL", "admin@example.com");
    variables.put("TILTH_ADMIN_PASSWORD", ADMIN_PASSWORD);
    return start(variables, args);
  }

  private TilthProcess start(Map<String, String> variables, String... args) {
    return TilthProcess.start(directory, variables, args);
  }
}
