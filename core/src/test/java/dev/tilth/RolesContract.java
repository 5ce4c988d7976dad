package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.deploy.Forecast;
import dev.tilth.deploy.PlanDetail;
import dev.tilth.deploy.Report;
import dev.tilth.plan.Selection;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log-ins of {@code launcher-cli/aws/roles.sql} may do, and what not. */
abstract class RolesContract {

  private static final List<String> NAMES = List.of("migrator", "seeder", "verifier");

  /** Roles belong to the server, on which other tests are at work. */
  private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + "_";

  private final String password = UUID.randomUUID().toString();

  private TestDatabase database;

  @BeforeEach
  void given(TestDatabase given) throws IOException, SQLException {
    database = given.another();
    database.execute(
        "CREATE ROLE %smaster LOGIN CREATEROLE PASSWORD '%s'".formatted(prefix, password));
    database.execute("ALTER DATABASE %s OWNER TO %smaster".formatted(database.name(), prefix));
    database.execute("ALTER SCHEMA public OWNER TO %smaster".formatted(prefix));
    Path script = Path.of(System.getProperty("tilth.root"), "launcher-cli", "aws", "roles.sql");
    execute("master", Files.readString(script).replace("tilth_", prefix));
    for (String name : NAMES) {
      execute("master", "ALTER ROLE %s%s PASSWORD '%s'".formatted(prefix, name, password));
    }
  }

  @AfterEach
  void dropRoles() {
    database.execute(
        "REASSIGN OWNED BY %1$smaster, %1$smigrator TO CURRENT_USER".formatted(prefix));
    // One by one: with several at once the server looks for the same default privileges twice.
    for (String name : List.of("seeder", "verifier", "migrator", "master")) {
      database.execute("DROP OWNED BY " + prefix + name);
    }
    database.execute(
        "DROP ROLE %1$sseeder, %1$sverifier, %1$smigrator, %1$smaster".formatted(prefix));
  }

  private void execute(String role, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl().replaceFirst("\\?.*", ""), prefix + role, password);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Tilth as(String role, InlineContent content) {
    String url =
        database.url().replaceFirst("//[^@]*@", "//%s%s:%s@".formatted(prefix, role, password));
    return content.addTo(Tilth.builder().url(url).environment("dev")).build();
  }

  private static InlineContent content(String csv) {
    InlineContent content = InlineContent.small();
    return content.seeder(
        TableSeeder.of(
            SeederSpec.onChange("Colours"),
            TableData.of("public.colours", InlineContent.resource("colours.csv", csv))
                .key("code")));
  }

  private static InlineContent first() {
    return content("code,name\nred,Red\ngreen,Green\n");
  }

  private static InlineContent later() {
    return content("code,name\nred,Rouge\nblue,Blue\n");
  }

  @Test
  void the_migrator_deploys_to_an_empty_database() {
    Report report = as("migrator", first()).deploy();

    assertThat(report.failures()).isEmpty();
    assertThat(report.outcome()).isEqualTo(Report.Outcome.DONE);
  }

  @Test
  void the_seeder_seeds_what_the_migrator_has_made() {
    as("migrator", first()).deploy().orThrow();

    Report report = as("seeder", later()).seed();

    assertThat(report.failures()).isEmpty();
    assertThat(report.rows()).isEqualTo(new RowCounts(1, 1, 0, 0));
  }

  @Test
  void the_seeder_creates_and_alters_nothing() {
    as("migrator", first()).deploy().orThrow();
    String create = "CREATE TABLE public.mine (a int)";

    assertThatThrownBy(() -> execute("seeder", create)).hasMessageContaining("permission denied");
    assertThatThrownBy(() -> execute("seeder", "ALTER TABLE public.colours ADD COLUMN a int"))
        .hasMessageContaining("must be owner");
    assertThat(as("seeder", first().script("V4__mine.sql", create)).migrate().outcome())
        .isEqualTo(Report.Outcome.FAILED);
  }

  @Test
  void the_verifier_plans_for_an_empty_database() {
    Forecast plan = as("verifier", first()).plan();

    assertThat(plan.steps().migrations()).hasSize(4);
    assertThat(plan.hash()).isPresent();
  }

  @Test
  void the_verifier_sees_rows_that_would_change_and_those_that_were_edited() {
    as("migrator", first()).deploy().orThrow();
    database.execute("UPDATE public.colours SET name = 'Green?' WHERE code = 'green'");
    PlanDetail all = new PlanDetail(100, true);

    Forecast edited = as("verifier", first()).plan(Selection.DEPLOY, Consent.NONE, all);
    Forecast changed = as("verifier", later()).plan(Selection.DEPLOY, Consent.NONE, all);

    assertThat(edited.edited()).singleElement().matches(rows -> rows.seeder().equals("Colours"));
    assertThat(changed.steps().seeders()).anyMatch(step -> step.name().equals("Colours"));
    assertThat(changed.hash()).isPresent();
  }

  @Test
  void a_plan_of_the_verifier_holds_the_run_of_the_migrator() {
    as("migrator", first()).deploy().orThrow();
    Forecast plan = as("verifier", later()).plan();

    Report report =
        as("migrator", later()).run("deploy", Selection.DEPLOY, Consent.NONE, plan.hash());

    assertThat(report.failures()).isEmpty();
    assertThat(report.rows()).isEqualTo(new RowCounts(1, 1, 0, 0));
  }

  @Test
  void the_verifier_reads_status_and_history() {
    as("migrator", first()).deploy().orThrow();

    assertThat(as("verifier", first()).status().state().tracked()).isTrue();
    assertThat(as("verifier", first()).history(5)).hasSize(1);
  }

  @Test
  void the_verifier_changes_nothing() {
    as("migrator", first()).deploy().orThrow();
    String rows = database.value("SELECT string_agg(name, ',' ORDER BY code) FROM public.colours");

    assertThatThrownBy(() -> as("verifier", later()).deploy().orThrow())
        .hasMessageContaining("permission denied");
    for (String sql :
        List.of(
            "UPDATE public.colours SET name = ''",
            "DELETE FROM tilth.seed",
            "INSERT INTO tilth.run SELECT * FROM tilth.run",
            "TRUNCATE public.counter",
            "CREATE TABLE public.mine (a int)",
            "CREATE SCHEMA mine")) {
      assertThatThrownBy(() -> execute("verifier", sql))
          .as(sql)
          .hasMessageContaining("permission denied");
    }
    assertThat(database.value("SELECT string_agg(name, ',' ORDER BY code) FROM public.colours"))
        .isEqualTo(rows);
  }
}
