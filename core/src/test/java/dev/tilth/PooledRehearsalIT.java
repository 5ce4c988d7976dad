package dev.tilth;

import static dev.tilth.RehearsalFixture.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tilth.rehearse.LockMode;
import dev.tilth.rehearse.Rehearsal;
import dev.tilth.rehearse.RehearsedLock;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.PgBouncer;
import dev.tilth.testing.faults.PoolSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rehearsals on sessions that others get next. */
@PostgresTest
final class PooledRehearsalIT {

  private static final String STATE =
      """
      SELECT concat_ws(' ', current_user = session_user, current_setting('session_replication_role'),
             current_setting('work_mem'), current_setting('lock_timeout'), count(l.*))
        FROM (SELECT * FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory') l
      """;

  private RehearsalFixture fixture;

  @BeforeEach
  void start(TestDatabase given) {
    fixture = new RehearsalFixture(given.another());
    InlineContent.small().addTo(fixture.builder()).build().deploy().orThrow();
  }

  @Test
  void a_pool_does_not_get_a_session_back_that_a_rehearsal_has_changed() throws SQLException {
    try (KeepingPool pool = new KeepingPool(fixture.database())) {
      pool.getConnection().close();
      String untouched = pool.inEachSession(STATE).getFirst();

      Rehearsal rehearsal =
          fixture.rehearse(
              content("SELECT pg_advisory_lock_shared(42)")
                  .addTo(Tilth.builder().dataSource(pool).environment("dev"))
                  .build());

      assertPassed(rehearsal);
      assertThat(pool.inEachSession(STATE)).isNotEmpty().containsOnly(untouched);
    }
  }

  @Test
  void migrations_too_are_rehearsed_through_a_pooler() throws SQLException {
    assumeTrue(
        PgBouncer.isInstalled(),
        "NOT TESTED: pgbouncer is not installed. On Debian: apt-get install pgbouncer");
    TestDatabase database = fixture.database();
    try (PgBouncer pooler =
        PgBouncer.inFrontOf(
            database, PoolSettings.TRANSACTION.withSize(2).ignoring("extra_float_digits"))) {
      String jdbc = "jdbc:" + pooler.url(database).replaceFirst("//[^@]*@", "//");
      String untouched = state(jdbc);

      Rehearsal rehearsal =
          fixture.rehearse(
              content("SELECT 1").addTo(fixture.builder().url(pooler.url(database))).build());

      assertPassed(rehearsal);
      assertThat(state(jdbc)).isEqualTo(untouched);
    }
  }

  private static void assertPassed(Rehearsal rehearsal) {
    assertThat(rehearsal.failures()).isEmpty();
    assertThat(rehearsal.steps()).hasSize(3);
    assertThat(step(rehearsal, "V4__note.sql").locks())
        .contains(new RehearsedLock("public.counter", LockMode.ACCESS_EXCLUSIVE));
  }

  private static InlineContent content(String more) {
    return InlineContent.small()
        .script("V4__note.sql", "ALTER TABLE public.counter ADD COLUMN note text;")
        .seeder(
            SeederSpec.once("Changing"),
            context -> {
              context.sql().execute("SET session_replication_role = replica");
              context.sql().execute("SET work_mem = '1GB'");
              context.sql().execute(more);
            })
        .seeder(
            SeederSpec.once("Next"),
            context ->
                assertThat(context.sql().fetchValue("SELECT current_setting('lock_timeout')"))
                    .isEqualTo("2s"));
  }

  /** Of both sessions that the pooler has to the server. */
  private String state(String jdbc) throws SQLException {
    Properties properties = new Properties();
    properties.put("user", fixture.database().user());
    properties.put("password", fixture.database().password());
    properties.put("prepareThreshold", "0");
    try (Connection one = DriverManager.getConnection(jdbc, properties);
        Connection other = DriverManager.getConnection(jdbc, properties)) {
      one.setAutoCommit(false);
      other.setAutoCommit(false);
      return state(one) + " / " + state(other);
    }
  }

  private static String state(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(STATE)) {
      row.next();
      return row.getString(1);
    }
  }
}
