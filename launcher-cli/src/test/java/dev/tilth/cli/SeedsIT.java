package dev.tilth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.cli.TilthProcess.Outcome;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seeders as files, through the distribution. */
@PostgresTest
final class SeedsIT {

  private static final String SECRET = "geheim-4711";

  private TestDatabase database;

  @TempDir private Path directory = Path.of("");

  SeedsIT(TestDatabase shared) {
    database = shared;
  }

  @BeforeEach
  void start(TestDatabase shared) throws IOException {
    database = shared.another();
    write(
        "migrations/V1__tables.sql",
        """
        CREATE TABLE role (code text PRIMARY KEY, name text);
        CREATE TABLE member (email text PRIMARY KEY, role text NOT NULL REFERENCES role);
        """);
    write("seeds/20_role.csv", "code,name\nA,Admin\nB,\n");
    write("seeds/10_member.csv", "email,role\na@example.com,A\n");
    write("seeds/30_cleaning.sql", "UPDATE role SET name = 'none' WHERE name IS NULL;\n");
    write("seeds/testers.sql", "INSERT INTO member VALUES ('t@example.com', 'B');\n");
    write(
        "seeds/seeds.conf",
        """
        member { depends-on = [role], tags = [people] }
        testers { environments = [qa], depends-on = [role] }
        """);
  }

  @Test
  void a_directory_is_deployed_once_in_its_order() throws Exception {
    Outcome first = deploy("--env", "dev", "--output", "json");
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.jsonDocuments()).isEqualTo(1);
    assertThat(steps()).isEqualTo("role member cleaning");
    assertThat(database.value("SELECT count(*) FROM member")).isEqualTo("1");
    assertThat(
            database.value(
                "SELECT rows_inserted, rows_updated FROM tilth.seed WHERE name = 'cleaning'"))
        .isEqualTo("0|1");

    Outcome second = deploy();
    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.out()).contains("Nothing to do");
    assertThat(run("status", "--exit-code").exitCode()).isZero();
    assertThat(run("plan", "--exit-code").exitCode()).isZero();
    assertThat(run("wait", "--for", "deployed", "--timeout", "10s").exitCode()).isZero();
  }

  @Test
  void each_environment_has_its_seeders() throws Exception {
    assertThat(deploy("--env", "qa").exitCode()).isZero();
    assertThat(database.value("SELECT count(*) FROM member")).isEqualTo("2");
  }

  @Test
  void seeds_alone_and_migrations_alone_replace_what_is_bundled() throws Exception {
    Outcome migrated = process("deploy", "--env", "dev", "--migrations", "migrations");
    assertThat(migrated.exitCode()).as(migrated.err()).isZero();
    assertThat(database.value("SELECT count(*) FROM tilth.seed")).isEqualTo("0");

    Outcome seeded = process("deploy", "--seeds", "seeds");
    assertThat(seeded.exitCode()).as(seeded.err()).isZero();
    assertThat(seeded.out()).doesNotContain("Warning");
    assertThat(database.value("SELECT count(*) FROM tilth.seed")).isEqualTo("3");
  }

  @Test
  void a_script_that_fails_leaves_nothing_and_is_told_by_file_and_line() throws Exception {
    write(
        "seeds/30_cleaning.sql",
        "UPDATE role SET name = 'x';\n\nINSERT INTO role\nVALUES ('A', '" + SECRET + "');\n");
    Outcome failed = deploy("--env", "dev");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err())
        .contains("30_cleaning.sql:3: INSERT INTO role VALUES ... failed: ", "role_pkey")
        .doesNotContain(SECRET);
    assertThat(database.value("SELECT count(*) FROM role WHERE name = 'x'")).isEqualTo("0");
    assertThat(database.value("SELECT count(*) FROM tilth.seed WHERE name = 'cleaning'"))
        .isEqualTo("0");
  }

  @Test
  void all_mistakes_are_told_before_anything_is_written_and_no_secret() throws Exception {
    write("seeds/40_end.sql", "SELECT 1;\nCOMMIT;\n");
    write("seeds/rows.sql", "COPY role FROM STDIN;\nX\tY\n\\.\n");
    write("seeds/role.conf", "table = ${?TOKEN}\ntabel = ${?TOKEN}\nmode = replace\n");
    write("seeds/cleaning.conf", "version = ${TOKEN}\n");

    Outcome refused = deploy("--env", "dev", "--verbose");

    assertThat(refused.exitCode()).isEqualTo(64);
    assertThat(refused.err())
        .contains(
            "have 5 problems. Nothing was done.",
            "40_end.sql (SQL): Line 2: COMMIT",
            "rows.sql (SQL): Line 1: COPY FROM STDIN",
            "'replace'",
            "cleaning.conf")
        .doesNotContain(SECRET);
    assertThat(refused.out()).isEmpty();
    assertThat(database.value("SELECT to_regclass('role') IS NULL")).isEqualTo("t");

    Outcome nowhere = process("deploy", "--env", "dev", "--seeds", "seeds,nowhere");
    assertThat(nowhere.exitCode()).isEqualTo(64);
    assertThat(nowhere.err()).contains("tilth.seeds", "'nowhere'", "no such directory");
  }

  @Test
  void an_environment_that_is_not_defined_is_told_before_anything_is_written() throws Exception {
    write("seeds/role.prd.csv", "code,name\n");
    write("seeds/cleaning.conf", "environments = [demo]\n");

    Outcome refused = deploy("--env", "dev");

    assertThat(refused.exitCode()).isEqualTo(64);
    assertThat(refused.err())
        .contains(
            "The overlay role.prd.csv of seeder role is for the environment 'prd'",
            "Did you mean 'prod'?",
            "Seeder cleaning is for the environment 'demo'",
            "Known are dev, qa, staging, prod.",
            "tilth.environments.demo");
    assertThat(database.value("SELECT to_regclass('role') IS NULL")).isEqualTo("t");

    Files.delete(directory.resolve("seeds/role.prd.csv"));
    write("tilth.conf", "tilth.environments.demo.protected = false\n");
    assertThat(deploy("--env", "dev").exitCode()).isZero();
  }

  private String steps() {
    return database.value(
        "SELECT string_agg(name, ' ' ORDER BY position) FROM tilth.step WHERE kind = 'seeder'");
  }

  private Outcome deploy(String... args) throws InterruptedException {
    return run(Stream.concat(Stream.of("deploy"), Stream.of(args)).toArray(String[]::new));
  }

  private Outcome run(String... words) throws InterruptedException {
    return workspace().onFiles(words);
  }

  private Outcome process(String... words) throws InterruptedException {
    return workspace().tilth(words);
  }

  private void write(String name, String text) throws IOException {
    workspace().write(name, text);
  }

  private Workspace workspace() {
    return new Workspace(directory, database, Map.of("TOKEN", SECRET));
  }
}
