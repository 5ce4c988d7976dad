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

/** Rows of one environment in files, through the distribution. */
@PostgresTest
final class OverlaysIT {

  private Workspace dev;
  private Workspace qa;

  @TempDir private Path directory = Path.of("");

  OverlaysIT(TestDatabase shared) {
    dev = new Workspace(directory, shared, Map.of());
    qa = dev;
  }

  @BeforeEach
  void start(TestDatabase shared) throws IOException {
    dev = new Workspace(directory, shared.another(), Map.of());
    qa = new Workspace(directory, shared.another(), Map.of());
    dev.write(
        "migrations/V1__tables.sql",
        """
        CREATE TABLE roles (code text PRIMARY KEY, name text, rank integer);
        CREATE TABLE users (email text PRIMARY KEY, role text NOT NULL REFERENCES roles);
        """);
    dev.write("seeds/10_roles.csv", "code,name,rank\nA,Admin,1\nB,Board,2\n");
    dev.write("seeds/roles.dev.csv", "rank,code,name\n,B,Board of dev\n3,T,Tester\n");
    dev.write("seeds/20_users.jsonl.gz", "{\"email\": \"a@example.com\", \"role\": \"A\"}\n");
    dev.write("seeds/users.dev.csv.gz", "role,email\nT,t@example.com\nB,a@example.com\n");
    dev.write("seeds/users.qa.jsonl", "{\"role\": \"B\", \"email\": \"q@example.com\"}\n");
  }

  @Test
  void each_environment_gets_its_own_rows_and_its_rows_in_place_of_others() throws Exception {
    assertDone(dev.onFiles("deploy", "--env", "dev"));
    assertDone(qa.onFiles("deploy", "--env", "qa"));

    assertThat(roles(dev)).isEqualTo("A:Admin:1 B:Board of dev:- T:Tester:3");
    assertThat(roles(qa)).isEqualTo("A:Admin:1 B:Board:2");
    assertThat(users(dev)).isEqualTo("a@example.com:B t@example.com:T");
    assertThat(users(qa)).isEqualTo("a@example.com:A q@example.com:B");
    assertThat(dev.onFiles("deploy").out()).contains("Nothing to do");
    assertThat(qa.onFiles("deploy").out()).contains("Nothing to do");
  }

  @Test
  void a_changed_overlay_runs_its_seeder_again_in_its_environment_only() throws Exception {
    assertDone(dev.onFiles("deploy", "--env", "dev"));
    assertDone(qa.onFiles("deploy", "--env", "qa"));

    dev.write("seeds/roles.dev.csv", "code,name,rank\nB,Board,2\n");

    assertThat(qa.onFiles("plan", "--exit-code").exitCode()).isZero();
    assertThat(dev.onFiles("plan", "--exit-code").exitCode()).isEqualTo(2);
    assertDone(dev.onFiles("deploy"));
    assertThat(roles(dev)).isEqualTo("A:Admin:1 B:Board:2 T:Tester:3");
    assertThat(
            dev.database()
                .value("SELECT rows_updated, rows_unchanged FROM tilth.seed WHERE name = 'roles'"))
        .isEqualTo("1|1");
  }

  @Test
  void a_mistake_in_an_overlay_is_told_with_its_own_file_and_line() throws Exception {
    dev.write("seeds/users.dev.csv.gz", "role,email\nT,t@example.com\nX,x@example.com\n");

    Outcome failed = dev.onFiles("deploy", "--env", "dev");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("users.dev.csv.gz:3: ", "users_role_fkey");
    assertThat(users(dev)).isEmpty();
    assertDone(qa.onFiles("deploy", "--env", "qa"));
  }

  private static void assertDone(Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("Done");
  }

  private static String roles(Workspace workspace) {
    return workspace
        .database()
        .value(
            "SELECT string_agg(concat_ws(':', code, name, coalesce(rank::text, '-')), ' '"
                + " ORDER BY code) FROM roles");
  }

  private static String users(Workspace workspace) {
    return workspace
        .database()
        .value(
            "SELECT coalesce(string_agg(email || ':' || role, ' ' ORDER BY email), '') FROM"
                + " users");
  }
}
