package dev.tilth.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.plan.DatabaseState;
import dev.tilth.plan.JournalEntry;
import dev.tilth.plan.SupersededSeed;
import dev.tilth.policy.Environments;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a look sees, whatever is there. */
@PostgresTest
final class StateReaderIT {

  /** Other tests share the server. */
  private static final String OWN =
      " AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())";

  private final Tracker tracker = new Tracker(TrackerSettings.DEFAULT);
  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
  }

  @Test
  void an_untouched_database_says_so() throws SQLException {
    assertThat(look()).isEqualTo(DatabaseState.untouched(true));

    database.execute("CREATE TABLE public.theirs (id bigint)");
    assertThat(look()).isEqualTo(DatabaseState.untouched(false));
  }

  @Test
  void a_tracker_is_read_with_and_without_a_history() throws SQLException {
    prepare();
    database.execute(
        """
        UPDATE tilth.database SET release = 7;
        INSERT INTO tilth.seed_superseded (seeder, checksum) VALUES ('A', 'old');
        INSERT INTO tilth.journal (script, checksum, kind, target, state_before, run_id)
        VALUES ('V1__x.sql', -5, 'k', 't', 's', gen_random_uuid());
        """);

    DatabaseState without = look();
    database.execute(
        """
        CREATE TABLE public.flyway_schema_history (installed_rank int, version text,
          description text, type text, script text, checksum int, installed_on timestamp,
          success boolean)
        """);
    DatabaseState with = look();

    assertThat(without.environment()).contains("dev");
    assertThat(without.tracked()).isTrue();
    assertThat(without.release()).isEqualTo(7);
    assertThat(without.superseded()).containsExactly(new SupersededSeed("A", "old"));
    assertThat(without.journal()).containsExactly(new JournalEntry("V1__x.sql", -5));
    assertThat(with).usingRecursiveComparison().ignoringFields("empty").isEqualTo(without);
  }

  @Test
  void a_look_while_a_rival_migrates_for_the_first_time_does_not_miss_its_history()
      throws Exception {
    prepare();
    try (Connection rival = database.connect();
        Statement statement = rival.createStatement();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      rival.setAutoCommit(false);
      statement.execute("LOCK TABLE tilth.step IN ACCESS EXCLUSIVE MODE");
      Future<DatabaseState> look = thread.submit(this::look);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() ->
              database
                  .value(
                      "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'relation'"
                          + OWN)
                  .equals("1"));
      statement.execute(
          """
          CREATE TABLE public.flyway_schema_history (installed_rank int, version text,
            description text, type text, script text, checksum int, installed_on timestamp,
            success boolean);
          INSERT INTO tilth.run
            (run_id, environment, command, trigger, actor, host, launcher, tilth_version)
          VALUES (gen_random_uuid(), 'dev', 'deploy', 'push', 'a', 'b', 'c', 'd');
          INSERT INTO tilth.step (run_id, position, kind, name, outcome, duration)
          SELECT run_id, 1, 'migration', 'V1__x.sql', 'applied', '0' FROM tilth.run;
          """);
      rival.commit();

      assertThat(look.get(20, TimeUnit.SECONDS).tracked()).isTrue();
    }
  }

  @Test
  void a_look_while_a_rival_creates_the_tracker_waits_for_it_to_say_what_the_database_is()
      throws Exception {
    try (Connection rival = database.connect();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      rival.setAutoCommit(false);
      new TrackerSchema("tilth").prepare(DSL.using(rival, SQLDialect.POSTGRES));
      Future<DatabaseState> look = thread.submit(this::look);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() ->
              database
                  .value(
                      "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'"
                          + OWN)
                  .equals("1"));
      rival
          .createStatement()
          .execute(
              "INSERT INTO tilth.database (tracker_version, min_reader, environment, protected,"
                  + " claimed_by) VALUES (1, 1, 'qa', false, 'rival')");
      rival.commit();

      assertThat(look.get().environment()).contains("qa");
    }
  }

  @Test
  void a_look_leaves_no_lock_and_no_transaction_behind() throws SQLException {
    try (Connection connection = database.connect()) {
      tracker.read(connection);

      assertThat(connection.getAutoCommit()).isTrue();
      assertThat(database.value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'" + OWN))
          .isEqualTo("0");
    }
  }

  private DatabaseState look() throws SQLException {
    try (Connection connection = database.connect()) {
      return tracker.read(connection);
    }
  }

  private void prepare() throws SQLException {
    try (Connection connection = database.connect()) {
      tracker.prepare(
          connection, Environments.builtIn().policy("dev"), "test", Release.NONE, any -> {});
    }
  }
}
