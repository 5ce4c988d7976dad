package dev.tilth.seeders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.tilth.Tilth;
import dev.tilth.deploy.Report;
import dev.tilth.snapshot.SnapshotReader;
import dev.tilth.snapshot.SnapshotScope;
import dev.tilth.testing.DatabaseContent;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The whole portal, found by the service loader, on any supported version. */
abstract class ThrivePortalContract {

  /** What two runs that did the same never share. */
  private static final String[] OWN_OF_A_RUN = {
    "tilth.run.*",
    "tilth.step.*",
    "tilth.journal.*",
    "tilth.seed.run_id",
    "tilth.seed.attempt_id",
    "tilth.seed.started_at",
    "tilth.seed.finished_at",
    "tilth.seed.duration",
    "tilth.database.claimed_at",
    "public.flyway_schema_history.installed_on",
    "public.flyway_schema_history.execution_time",
    "public.users.password_hash",
    "created_at",
    "updated_at"
  };

  private final TestDatabase given;

  ThrivePortalContract(TestDatabase given) {
    this.given = given;
  }

  @Test
  void aDeploymentBringsEveryTableItsRows() {
    TestDatabase database = given.another();

    Report report = tilth(database).deploy();

    assertThat(report.outcome()).isEqualTo(Report.Outcome.DONE);
    assertThat(report.appliedMigrations()).isEqualTo(11);
    assertThat(report.appliedSeeders()).isEqualTo(9);
    assertThat(report.rows().inserted()).isEqualTo(429);
    assertThat(rowsPerTable(database))
        .containsExactly(
            entry("case_statuses", 24),
            entry("case_types", 26),
            entry("departments", 20),
            entry("examination_type_short_forms", 70),
            entry("examination_types", 63),
            entry("languages", 183),
            entry("organization_types", 21),
            entry("roles", 21),
            entry("users", 1));
  }

  @Test
  void aSecondDeploymentChangesNothingAtAll() throws SQLException {
    TestDatabase database = given.another();
    tilth(database).deploy().orThrow();
    DatabaseContent rows = tuples(database);
    String schema = schema(database);

    Report report = tilth(database).deploy();

    assertThat(report.outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    assertThat(tuples(database)).isEqualTo(rows);
    assertThat(schema(database)).isEqualTo(schema);
  }

  @Test
  void twoDeploymentsAtOnceLeaveWhatOneLeaves() throws Exception {
    TestDatabase alone = given.another();
    tilth(alone).deploy().orThrow();
    TestDatabase shared = given.another();

    List<Report> reports = Rivals.atOnce(() -> tilth(shared).deploy());

    assertThat(reports)
        .extracting(Report::outcome)
        .containsExactlyInAnyOrder(Report.Outcome.DONE, Report.Outcome.NOTHING_TO_DO);
    assertThat(rows(shared)).isEqualTo(rows(alone));
    assertThat(schema(shared)).isEqualTo(schema(alone));
  }

  private static Tilth tilth(TestDatabase database) {
    return Tilth.builder().url(database.url()).environment("dev").build();
  }

  private static Map<String, Integer> rowsPerTable(TestDatabase database) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String table :
        database.column(
            """
            SELECT tablename FROM pg_tables
            WHERE schemaname = 'public' AND tablename <> 'flyway_schema_history'
            """)) {
      counts.put(
          table,
          Integer.valueOf(database.value("SELECT count(*) FROM public.%s".formatted(table))));
    }
    return counts;
  }

  private static DatabaseContent tuples(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return DatabaseContent.withTuples(connection);
    }
  }

  private static DatabaseContent rows(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return DatabaseContent.of(connection, OWN_OF_A_RUN);
    }
  }

  private static String schema(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return new SnapshotReader(SnapshotScope.EVERYTHING).read(connection).text();
    }
  }
}
