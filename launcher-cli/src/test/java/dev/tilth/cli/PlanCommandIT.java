package dev.tilth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.cli.TilthProcess.Outcome;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a plan to the deployment that is held to it, as a reviewer and an operator type it. */
@PostgresTest
final class PlanCommandIT {

  private static final Pattern HASH = Pattern.compile("Plan hash: ([0-9a-f]{80})\n");
  private static final String SECRET = "geheim-4711";

  private TestDatabase database;

  @TempDir private Path directory = Path.of("");

  PlanCommandIT(TestDatabase shared) {
    database = shared;
  }

  @BeforeEach
  void start(TestDatabase shared) throws IOException {
    database = shared.another();
    write("migrations/V1__role.sql", "CREATE TABLE role (code text PRIMARY KEY, name text);\n");
    write("seeds/role.csv", "code,name\nA,Admin\nB,Boss\n");
    write("seeds/role.conf", "mode = mirror\n");
  }

  @Test
  void a_mirror_in_staging_takes_the_hash_of_the_plan() throws Exception {
    assertThat(run("deploy", "--env", "staging").exitCode()).isZero();
    write("seeds/role.csv", "code,name\nA,Administrator\n");

    Outcome refused = run("deploy");
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err()).contains("tilth plan --rows");

    Outcome plan = run("plan", "--rows", "--exit-code", "--report", "plan.md");
    assertThat(plan.exitCode()).as(plan.err()).isEqualTo(2);
    assertThat(plan.out())
        .contains(
            "  role  changed  public.role  1 updated, 1 deleted\n",
            "  ~  code=A  name: 'Admin' -> 'Administrator'\n",
            "  -  code=B  name = 'Boss'\n",
            "permits what is deleted or forced here with the hash of a plan only: --plan HASH.");
    assertThat(Files.readString(directory.resolve("plan.md")))
        .contains("| `role` | changed | `public.role` | 1 updated, 1 deleted |");
    assertThat(run("plan").out()).doesNotContain("Administrator").contains(hash(plan));

    Outcome moved = run("deploy", "--plan", another(hash(plan)));
    assertThat(moved.exitCode()).isEqualTo(3);
    database.execute("UPDATE role SET name = 'Chief' WHERE code = 'B'");
    Outcome edited = run("deploy", "--plan", hash(plan));
    assertThat(edited.exitCode()).isEqualTo(3);
    assertThat(edited.err())
        .contains("Other than then: the rows that would change. Nothing was done.");
    assertThat(database.column("SELECT name FROM role ORDER BY code"))
        .containsExactly("Admin", "Chief");

    Outcome deployed = run("deploy", "--plan", hash(run("plan")));
    assertThat(deployed.exitCode()).as(deployed.err()).isZero();
    assertThat(database.column("SELECT name FROM role")).containsExactly("Administrator");
  }

  @Test
  void a_plan_as_json_says_what_the_text_says() throws Exception {
    Outcome plan = run("plan", "--env", "dev", "--output", "json");
    assertThat(plan.exitCode()).as(plan.err()).isZero();
    assertThat(plan.jsonDocuments()).isEqualTo(1);
    String hash = hash(run("plan", "--env", "dev"));
    assertThat(plan.out())
        .contains(
            "\"plan_hash\":\"%s\"".formatted(hash),
            "\"transactional\":true",
            "\"state\":\"new_table\"");
    assertThat(run("deploy", "--env", "dev", "--plan", hash).exitCode()).isZero();
    assertThat(run("plan", "--exit-code").exitCode()).isZero();
  }

  @Test
  void edited_rows_are_found_where_they_are_asked_for() throws Exception {
    assertThat(run("deploy", "--env", "dev").exitCode()).isZero();
    database.execute("UPDATE role SET name = 'edited' WHERE code = 'A'");

    assertThat(run("plan", "--exit-code").exitCode()).isZero();
    Outcome plan = run("plan", "--exit-code", "--verify-data", "--rows=5");
    assertThat(plan.exitCode()).isEqualTo(2);
    assertThat(plan.out())
        .contains("  role  public.role  1 changed\n", "  ~  code=A  name: 'edited' -> 'Admin'\n");
    assertThat(run("seed", "--force", "role").exitCode()).isZero();
    assertThat(run("plan", "--exit-code", "--verify-data").exitCode()).isZero();
  }

  @Test
  void a_seeder_that_would_fail_makes_the_plan_fail() throws Exception {
    assertThat(run("deploy", "--env", "dev").exitCode()).isZero();
    write("seeds/role.csv", "code,name\nA,${secret:TOKEN}\nA,again\n");
    Outcome plan = run("plan", "--rows");
    assertThat(plan.exitCode()).isEqualTo(1);
    assertThat(plan.err()).contains("role.csv:3");
    assertThat(plan.out()).contains("would fail: ", "There is no plan hash").doesNotContain(SECRET);
    assertThat(plan.err()).doesNotContain(SECRET);

    write("seeds/role.csv", "code,name\nA,${secret:TOKEN}\n");
    Outcome secret = run("plan", "--rows", "--output", "json");
    assertThat(secret.exitCode()).as(secret.err()).isZero();
    assertThat(secret.out()).contains("\"kind\":\"updated\"").doesNotContain(SECRET);
  }

  @Test
  void each_command_has_its_plan() throws Exception {
    Outcome migrate = run("plan", "--env", "dev", "--for", "migrate");
    assertThat(migrate.out()).contains("1 migration to apply, 0 seeders to run.");
    assertThat(run("deploy", "--env", "dev", "--plan", hash(migrate)).exitCode()).isEqualTo(3);
    assertThat(run("migrate", "--env", "dev", "--plan", hash(migrate)).exitCode()).isZero();
    Outcome seed = run("plan", "--for", "seed", "--only", "role");
    assertThat(seed.out()).contains("role  new  public.role  2 inserted\n");
    assertThat(run("deploy", "--plan", hash(seed)).exitCode()).isZero();
  }

  @Test
  void what_is_no_hash_and_no_number_is_a_mistake_in_the_command() throws Exception {
    Outcome typed = run("deploy", "--env", "dev", "--plan", "abc");
    assertThat(typed.exitCode()).isEqualTo(64);
    assertThat(typed.err()).contains("80 hexadecimal digits", "'abc' (3 characters)");
    assertThat(run("plan", "--rows=-1").exitCode()).isEqualTo(64);
    assertThat(run("plan", "--rows=many").exitCode()).isEqualTo(64);
    assertThat(run("plan", "--for", "wait").exitCode()).isEqualTo(64);
    assertThat(database.value("SELECT to_regclass('role') IS NULL")).isEqualTo("t");
  }

  @Test
  void a_rehearsal_tries_the_plan_out_and_leaves_nothing() throws Exception {
    Outcome passed = run("plan", "--env", "dev", "--rehearse", "--report", "plan.md");
    assertThat(passed.exitCode()).as(passed.err()).isZero();
    assertThat(passed.out())
        .contains(
            "Plan hash: ", "  passed  role          2 inserted", "Everything was rolled back.");
    assertThat(Files.readString(directory.resolve("plan.md"))).contains("| `role` | passed |");
    assertThat(database.value("SELECT to_regclass('role') IS NULL")).isEqualTo("t");
    assertThat(database.value("SELECT to_regnamespace('tilth') IS NULL")).isEqualTo("t");

    write("seeds/twice.sql", "INSERT INTO role VALUES ('A', 'twice');\n");
    Outcome failed = run("plan", "--env", "dev", "--rehearse", "--output", "json");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.jsonDocuments()).isEqualTo(1);
    assertThat(failed.out()).contains("\"rehearsal\":{\"outcome\":\"failed\"");
    assertThat(failed.err()).contains("role_pkey");
  }

  @Test
  void a_protected_environment_is_not_rehearsed_in() throws Exception {
    assertThat(run("init", "--env", "prod", "--claim-database").exitCode()).isZero();
    Outcome refused = run("plan", "--rehearse");
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err()).contains("prod");
    assertThat(run("plan").exitCode()).isZero();
  }

  @Test
  void a_plan_that_is_refused_is_reported_too() throws Exception {
    assertThat(run("init", "--env", "qa").exitCode()).isZero();
    Outcome refused = run("plan", "--env", "dev", "--report", "plan.md");
    assertThat(refused.exitCode()).isEqualTo(7);
    assertThat(Files.readString(directory.resolve("plan.md"))).contains("**Error:**", "qa", "dev");
  }

  private static String another(String hash) {
    return (hash.startsWith("0") ? "1" : "0") + hash.substring(1);
  }

  private static String hash(Outcome plan) {
    Matcher line = HASH.matcher(plan.out());
    assertThat(line.find()).as(plan.out() + plan.err()).isTrue();
    return line.group(1);
  }

  private Outcome run(String command, String... args) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(args));
    all.addAll(List.of("--migrations", "migrations", "--seeds", "seeds"));
    return TilthProcess.start(
            directory,
            Map.of("DATABASE_URL", database.url(), "TOKEN", SECRET),
            all.toArray(String[]::new))
        .outcome();
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
