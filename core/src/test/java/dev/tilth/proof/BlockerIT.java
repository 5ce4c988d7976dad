package dev.tilth.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.InlineContent;
import dev.tilth.database.SessionSettings;
import dev.tilth.deploy.Report;
import dev.tilth.render.Renderer;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another session holds a lock on a table that a migration wants to alter. */
@PostgresTest
class BlockerIT {

  private static final Duration LOCK_TIMEOUT = Duration.ofMillis(500);

  private static final String MIGRATION_WAITS =
      "a.wait_event_type = 'Lock' AND a.query LIKE '%ADD COLUMN%'";

  private TestDatabase database;

  BlockerIT(TestDatabase given) {
    this.database = given;
  }

  @BeforeEach
  void first(TestDatabase given) {
    database = given.another();
    tilth(new InlineContent().script("V1__table.sql", "CREATE TABLE public.t (n int);")).orThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SELECT count(*) FROM public.t", "INSERT INTO public.t VALUES (987654321)"})
  void others_get_through_and_the_migration_is_done_when_the_blocker_has_gone(String statement)
      throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor();
        Connection blocker = database.connect()) {
      int pid = hold(blocker, statement);
      Future<Report> deployment = thread.submit(() -> tilth(altering()));
      Sessions.of(database).awaitOne(MIGRATION_WAITS, Proof.LIMIT);

      // Queues behind the migration: without a lock time-out it would wait for the blocker too.
      assertThat(read()).isEqualTo("0");
      // And the migration comes back: it does not wait in the queue all the time, nor give up.
      Sessions.of(database).awaitOne(MIGRATION_WAITS, Proof.LIMIT);
      assertThat(deployment.isDone()).isFalse();
      blocker.rollback();

      Report report = deployment.get(Proof.LIMIT.toSeconds(), TimeUnit.SECONDS).orThrow();
      assertThat(Renderer.json().report(report))
          .contains("backend " + pid, "'the blocker'", "idle in transaction")
          .doesNotContain("987654321");
    }
    assertThat(database.value("SELECT count(extra) FROM public.t")).isEqualTo("0");
  }

  /** Begins a transaction that holds a lock; says who. */
  private static int hold(Connection blocker, String statement) throws SQLException {
    blocker.setAutoCommit(false);
    try (Statement sql = blocker.createStatement()) {
      sql.execute("SET application_name = 'the blocker'");
      sql.execute(statement);
      try (ResultSet row = sql.executeQuery("SELECT pg_backend_pid()")) {
        row.next();
        int pid = row.getInt(1);
        sql.execute(statement);
        return pid;
      }
    }
  }

  /** Fails, rather than waits for ever, where nothing lets it through. */
  private String read() throws SQLException {
    try (Connection reader = database.connect();
        Statement statement = reader.createStatement()) {
      statement.setQueryTimeout((int) Proof.LIMIT.toSeconds());
      try (ResultSet row = statement.executeQuery("SELECT count(*) FROM public.t")) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static InlineContent altering() {
    return new InlineContent()
        .script("V1__table.sql", "CREATE TABLE public.t (n int);")
        .script("V2__alter.sql", "ALTER TABLE public.t ADD COLUMN extra text;");
  }

  private Report tilth(InlineContent content) {
    return Portal.builder(content)
        .url(database.url())
        .session(SessionSettings.DEFAULTS.withLockTimeout(LOCK_TIMEOUT))
        .build()
        .deploy();
  }
}
