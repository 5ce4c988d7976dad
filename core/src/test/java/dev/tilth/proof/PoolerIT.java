package dev.tilth.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tilth.InlineContent;
import dev.tilth.deploy.Report;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TilthException;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.PgBouncer;
import dev.tilth.testing.faults.PoolSettings;
import dev.tilth.testing.faults.Sessions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pooler in transaction mode lies between. */
@PostgresTest
class PoolerIT {

  private static final int SIZE = 3;
  private static final int RIVALS = 5;

  private static final String REFUSING = "extra_float_digits";
  private static final String IGNORING = "extra_float_digits,options";

  /** What a session has that is not as the server and the database set it. */
  private static final String SESSION =
      """
      SELECT name || '=' || setting FROM pg_settings
       WHERE name NOT IN ('application_name', 'extra_float_digits') AND name NOT LIKE 'plpgsql.%'
      UNION ALL SELECT 'prepared: ' || statement FROM pg_prepared_statements
      UNION ALL SELECT 'lock: ' || locktype || ' ' || objid FROM pg_locks
                 WHERE pid = pg_backend_pid() AND locktype = 'advisory'
      UNION ALL SELECT 'temporary: ' || relname FROM pg_class
                 WHERE relnamespace = pg_my_temp_schema()
      UNION ALL SELECT 'role: ' || current_user
       ORDER BY 1
      """;

  private final TestDatabase given;

  PoolerIT(TestDatabase given) {
    this.given = given;
  }

  @BeforeEach
  void needsThePooler() {
    assumeTrue(
        PgBouncer.isInstalled(),
        "NOT TESTED: pgbouncer is not installed. On Debian: apt-get install pgbouncer");
  }

  @ParameterizedTest
  @ValueSource(strings = {REFUSING, IGNORING})
  void migrations_are_refused_before_anything_is_written(String parameters) throws SQLException {
    TestDatabase database = given.another();
    try (PgBouncer pooler = pooler(database, parameters)) {
      List<String> untouched = plainSession(database.jdbcUrl(), database);
      String url = pooler.url(database);
      assertThatExceptionOfType(TilthException.class)
          .isThrownBy(() -> Portal.tilth(url).deploy())
          .withMessageContaining("DIRECT_DATABASE_URL");
      assertThatExceptionOfType(TilthException.class)
          .isThrownBy(() -> Portal.tilth(url).migrate())
          .withMessageContaining("DIRECT_DATABASE_URL");
      assertNoSessionChanged(url, database, untouched);
    }
    Sessions.of(database).awaitNone(Proof.LIMIT);
    assertThat(
            database.column(
                """
                SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
                UNION ALL SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
                """))
        .containsExactly("public");
  }

  @ParameterizedTest
  @ValueSource(strings = {REFUSING, IGNORING})
  void rivals_seed_each_seeder_once_and_leave_no_session_changed(String parameters)
      throws Exception {
    TestDatabase alone = given.another();
    Portal.tilth(alone.url()).deploy().orThrow();
    TestDatabase database = given.another();
    Portal.tilth(database.url()).migrate().orThrow();

    try (PgBouncer pooler = pooler(database, parameters)) {
      List<String> untouched = plainSession(database.jdbcUrl(), database);
      String url = pooler.url(database);
      List<Report> reports =
          Parallel.atOnce(Collections.nCopies(RIVALS, () -> Portal.tilth(url).seed()));

      assertThat(reports).allSatisfy(report -> assertThat(report.orThrow().exitCode()).isZero());
      assertNoSessionChanged(url, database, untouched);
    }
    Sessions.of(database).awaitNone(Proof.LIMIT);
    assertThat(database.column("SELECT who FROM public.counter ORDER BY id"))
        .containsExactlyInAnyOrder("V1", "V2", "R", "Colours", "Sizes", "Notes");
    assertThat(Image.of(database).differences(Image.of(alone))).isEmpty();
  }

  @Test
  void what_a_seeder_sets_is_gone_before_another_client_gets_the_session() throws SQLException {
    TestDatabase database = given.another();
    Portal.tilth(database.url()).migrate().orThrow();
    try (PgBouncer pooler = pooler(database, REFUSING)) {
      List<String> untouched = plainSession(database.jdbcUrl(), database);
      String url = pooler.url(database);
      InlineContent content =
          Portal.content()
              .seeder(
                  SeederSpec.once("Changing"),
                  context -> {
                    context.sql().execute("SET session_replication_role = replica");
                    context.sql().execute("SET work_mem = '1GB'");
                  });

      assertThat(Portal.builder(content).url(url).build().seed().orThrow().appliedSeeders())
          .isEqualTo(content.seeders());
      assertNoSessionChanged(url, database, untouched);
    }
  }

  @Test
  void a_seeder_whose_pooler_lost_the_server_is_tried_again() throws SQLException {
    TestDatabase database = given.another();
    Portal.tilth(database.url()).migrate().orThrow();
    database.execute("CREATE SEQUENCE public.tries");
    PoolSettings impatient = PoolSettings.TRANSACTION.withQueryTimeout(Duration.ofSeconds(2));
    try (PgBouncer pooler = PgBouncer.inFrontOf(database, impatient)) {
      InlineContent content =
          Portal.content()
              .seeder(
                  SeederSpec.once("Slow"),
                  context ->
                      context
                          .sql()
                          .execute(
                              "SELECT CASE WHEN nextval('public.tries') = 1"
                                  + " THEN pg_sleep(30) END"));

      Report report = Portal.builder(content).url(pooler.url(database)).build().seed();

      assertThat(report.orThrow().seeders())
          .filteredOn(step -> step.name().equals("Slow"))
          .singleElement()
          .satisfies(step -> assertThat(step.retries()).hasSize(1));
    }
  }

  private static void assertNoSessionChanged(
      String url, TestDatabase database, List<String> untouched) throws SQLException {
    String jdbc = "jdbc:" + url.replaceFirst("//[^@]*@", "//");
    for (List<String> session : sessions(jdbc, database)) {
      assertThat(session).filteredOn(line -> !untouched.contains(line)).isEmpty();
      assertThat(session).hasSameSizeAs(untouched);
    }
  }

  private static PgBouncer pooler(TestDatabase database, String ignored) {
    return PgBouncer.inFrontOf(
        database, PoolSettings.TRANSACTION.withSize(SIZE).ignoring(ignored.split(",")));
  }

  /** Of every connection that the pooler has to the server. */
  private static List<List<String>> sessions(String jdbc, TestDatabase database)
      throws SQLException {
    List<Connection> clients = new ArrayList<>();
    try {
      List<List<String>> sessions = new ArrayList<>();
      Set<String> backends = new HashSet<>();
      for (int i = 0; i < SIZE; i++) {
        Connection client = connect(jdbc, database);
        clients.add(client);
        // Each client keeps its connection to the server until its transaction ends.
        client.setAutoCommit(false);
        backends.addAll(query(client, "SELECT pg_backend_pid()::text"));
        sessions.add(query(client, SESSION));
      }
      assertThat(backends).hasSize(SIZE);
      return sessions;
    } finally {
      for (Connection client : clients) {
        client.close();
      }
    }
  }

  private static List<String> plainSession(String jdbc, TestDatabase database) throws SQLException {
    try (Connection connection = connect(jdbc, database)) {
      connection.setAutoCommit(false);
      return query(connection, SESSION);
    }
  }

  private static Connection connect(String jdbc, TestDatabase database) throws SQLException {
    Properties properties = new Properties();
    properties.put("user", database.user());
    properties.put("password", database.password());
    properties.put("prepareThreshold", "0");
    return DriverManager.getConnection(jdbc, properties);
  }

  private static List<String> query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
      return lines;
    }
  }
}
