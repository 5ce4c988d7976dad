package dev.tilth;

import static org.awaitility.Awaitility.await;

import dev.tilth.database.RetryPolicy;
import dev.tilth.deploy.Limits;
import dev.tilth.deploy.Report;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;

/** A script outside a transaction after one that makes a table, and what can happen to it. */
abstract class LoneScriptsFixture {

  static final String TABLE =
      """
      CREATE TABLE public.t (id bigint, code text, "Mixed" text);
      INSERT INTO public.t SELECT n, 'c' || n FROM generate_series(1, 100) AS n;
      """;
  static final String INDEX = "CREATE INDEX CONCURRENTLY t_code_idx ON public.t (code);";
  static final String SCRIPT = "V2__lone.sql";
  static final String OF_INDEX =
      "SELECT indexrelid, indisvalid FROM pg_index WHERE indexrelid = to_regclass('%s')";
  static final String HISTORY =
      "SELECT script, success FROM public.flyway_schema_history ORDER BY installed_rank";
  static final List<String> BOTH_APPLIED = List.of("V1__t.sql|t", SCRIPT + "|t");

  TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
  }

  InlineContent script(String text) {
    return new InlineContent().script("V1__t.sql", TABLE).script(SCRIPT, text);
  }

  InlineContent drop() {
    return script("DROP INDEX CONCURRENTLY public.t_code_idx;")
        .script("V1__t.sql", TABLE + "CREATE INDEX t_code_idx ON public.t (code);");
  }

  InlineContent detach() {
    return script("ALTER TABLE public.t DETACH PARTITION public.t_1 CONCURRENTLY;")
        .script(
            "V1__t.sql",
            """
            CREATE TABLE public.t (id bigint) PARTITION BY RANGE (id);
            CREATE TABLE public.t_1 PARTITION OF public.t FOR VALUES FROM (0) TO (10);
            """);
  }

  InlineContent call(int seconds) {
    return script("CALL public.work(%d);".formatted(seconds))
        .script(SCRIPT + ".conf", "executeInTransaction=false")
        .script(
            "V1__t.sql",
            TABLE
                + """
                CREATE PROCEDURE public.work(seconds int) LANGUAGE plpgsql AS $$
                BEGIN
                  PERFORM pg_sleep(seconds);
                  INSERT INTO public.t VALUES (0, 'called');
                END $$;
                """);
  }

  /** Terminates the session of the script while it waits for somebody with an old snapshot. */
  Report brokenOff(InlineContent content, String statement, boolean retries) throws Exception {
    InlineContent first = new InlineContent().script("V1__t.sql", text(content));
    deploy(first).orThrow();
    try (Connection reader = oldSnapshot()) {
      CompletableFuture<Report> run =
          CompletableFuture.supplyAsync(() -> content.addTo(builder(retries)).build().deploy());
      int pid = awaitWaiting(statement);
      database.execute("SELECT pg_terminate_backend(%d)".formatted(pid));
      await()
          .until(() ->
              database
                  .value("SELECT count(*) FROM pg_stat_activity WHERE pid = %d".formatted(pid))
                  .equals("0"));
      reader.rollback();
      return run.get(60, TimeUnit.SECONDS);
    }
  }

  static String text(InlineContent content) {
    return content.text("V1__t.sql");
  }

  int awaitWaiting(String statement) {
    String waiting =
        "SELECT pid FROM pg_stat_activity WHERE application_name = 'tilth' AND state = 'active'"
            + " AND wait_event_type IN ('Lock', 'Timeout') AND datname = current_database()"
            + " AND query LIKE '%s%%'".formatted(statement);
    await().until(() -> database.column(waiting).size() == 1);
    return Integer.parseInt(database.value(waiting));
  }

  Connection oldSnapshot() throws SQLException {
    Connection reader = database.connect();
    reader.setAutoCommit(false);
    reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = reader.createStatement()) {
      statement.execute("SELECT count(*) FROM public.t");
    }
    return reader;
  }

  /** As if the process had died between the statement and Flyway's row. */
  void forgetSuccess() {
    database.execute(
        "DELETE FROM public.flyway_schema_history WHERE script = '%s'".formatted(SCRIPT));
  }

  void invalidate(String index) {
    database.execute(
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = to_regclass('%s')"
            .formatted(index));
  }

  List<String> invalidIndexes() {
    return database.column(
        "SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE NOT"
            + " indisvalid ORDER BY relname");
  }

  String oid(String index) {
    return database.value(OF_INDEX.formatted(index)).replaceFirst("\\|.*", "");
  }

  String valid(String index) {
    return database.value(OF_INDEX.formatted(index)).replaceFirst(".*\\|", "");
  }

  Report deploy(InlineContent content) {
    return tilth(content).deploy();
  }

  Tilth tilth(InlineContent content) {
    return content.addTo(builder(false)).build();
  }

  TilthBuilder builder(boolean retries) {
    RetryPolicy policy =
        new RetryPolicy(
            retries ? 5 : 1, Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMinutes(1));
    return Tilth.builder()
        .url(database.url())
        .environment("dev")
        .limits(new Limits(Limits.DEFAULT.run(), Limits.DEFAULT.nonTransactional(), policy));
  }
}
