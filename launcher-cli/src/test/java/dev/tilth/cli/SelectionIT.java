package dev.tilth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.cli.TilthProcess.Outcome;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --only}, {@code --tag} and {@code --force} select, through the distribution. */
@PostgresTest
final class SelectionIT {

  private Workspace workspace;

  @TempDir private Path directory = Path.of("");

  SelectionIT(TestDatabase shared) {
    workspace = new Workspace(directory, shared, Map.of());
  }

  @BeforeEach
  void start(TestDatabase shared) throws IOException {
    workspace = new Workspace(directory, shared.another(), Map.of());
    workspace.write(
        "migrations/V1__tables.sql",
        """
        CREATE TABLE role (code text PRIMARY KEY, name text);
        CREATE TABLE member (email text PRIMARY KEY, role text NOT NULL REFERENCES role);
        """);
    workspace.write("seeds/20_role.csv", "code,name\nA,Admin\nB,\n");
    workspace.write("seeds/10_member.csv", "email,role\na@example.com,A\n");
    workspace.write("seeds/30_cleaning.sql", "UPDATE role SET name = 'none' WHERE name IS NULL;\n");
    workspace.write("seeds/40_late.sql", "INSERT INTO member VALUES ('late@example.com', 'B');\n");
    workspace.write(
        "seeds/seeds.conf",
        """
        member { depends-on = [role], tags = [people] }
        late { depends-on = [member, cleaning, role] }
        """);
  }

  @Test
  void a_selection_names_what_it_lacks() throws Exception {
    assertThat(run("migrate", "--env", "staging").exitCode()).isZero();
    Outcome lacking = run("seed", "--only", "member");
    assertThat(lacking.exitCode()).isEqualTo(64);
    assertThat(lacking.err()).contains("member needs role. Nothing was written. Select role too");
    assertThat(run("seed", "--tag", "people").exitCode()).isEqualTo(64);
    assertThat(run("seed", "--only", "late,role").err()).contains("late needs cleaning, member");
    assertThat(workspace.database().value("SELECT count(*) FROM tilth.seed")).isEqualTo("0");

    assertThat(run("seed", "--only", "role").exitCode()).isZero();
    assertThat(run("seed", "--tag", "people").exitCode()).isZero();
    assertThat(steps()).isEqualTo("role member");
  }

  @Test
  void a_seeder_runs_again_for_a_reason_that_the_ledger_keeps() throws Exception {
    assertThat(run("deploy", "--env", "staging").exitCode()).isZero();
    workspace.database().execute("UPDATE role SET name = 'Edited' WHERE code = 'A'");

    Outcome silent = run("seed", "--only", "role", "--force", "role");
    assertThat(silent.exitCode()).isEqualTo(3);
    assertThat(silent.err()).contains("--reason");
    Outcome forced =
        run("seed", "--only", "role", "--force", "role", "--reason", "Names were wrong.");
    assertThat(forced.exitCode()).as(forced.err()).isZero();
    assertThat(workspace.database().value("SELECT name FROM role WHERE code = 'A'"))
        .isEqualTo("Admin");
    assertThat(run("history").out()).contains("reason: Names were wrong.");
    assertThat(run("history", "--output", "json").out())
        .contains("\"reason\":\"Names were wrong.\"", "\"reason\":null");
  }

  private String steps() {
    return workspace
        .database()
        .value(
            "SELECT string_agg(name, ' ' ORDER BY started_at, position)"
                + " FROM tilth.step JOIN tilth.run USING (run_id) WHERE kind = 'seeder'");
  }

  private Outcome run(String... words) throws InterruptedException {
    return workspace.onFiles(words);
  }
}
