package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.deploy.Report;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.StringReader;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/**
 * A seeder of SQL gets the session of the one before, and meets nothing of it, or a new one. Run on
 * several versions.
 */
abstract class PassedSessionContract {

  private static final String SCHEMA =
      """
      CREATE TABLE public.words (word text);
      CREATE SEQUENCE public.numbers;
      CREATE FUNCTION public.knows_a_number() RETURNS boolean LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM currval('public.numbers');
        RETURN true;
      EXCEPTION WHEN object_not_in_prerequisite_state THEN
        RETURN false;
      END $$;
      """;

  /** Of the advisory locks, the run's own is always there. */
  private static final String STATE =
      """
      SELECT concat_ws(' ', current_user, session_user, current_setting('work_mem'),
             current_setting('search_path'), current_setting('TimeZone'),
             current_setting('lock_timeout'), current_setting('session_replication_role'),
             current_setting('transaction_read_only'), current_setting('app.tenant', true) IS NULL,
             (SELECT count(*) FROM pg_cursors WHERE is_holdable),
             (SELECT count(*) FROM pg_prepared_statements WHERE from_sql),
             to_regclass('pg_temp.left_behind'), (SELECT count(*) FROM pg_listening_channels()),
             (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory'),
             public.knows_a_number())
      """;

  private final List<String> states = new ArrayList<>();
  private final List<Double> randoms = new ArrayList<>();
  private final List<Integer> backends = new ArrayList<>();
  private final Map<String, InlineContent.Action> between = new LinkedHashMap<>();
  private TestDatabase given;
  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase empty) {
    given = empty;
    prepare();
  }

  private void prepare() {
    database = given.another();
    new InlineContent()
        .script("V1__words.sql", SCHEMA)
        .addTo(Tilth.builder().url(database.url()))
        .build()
        .migrate()
        .orThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PERFORM set_config('work_mem', '1GB', false)",
        "PERFORM set_config('search_path', 'pg_catalog', false)",
        "PERFORM set_config('TimeZone', 'Asia/Tokyo', false)",
        "PERFORM set_config('session_replication_role', 'replica', false)",
        "PERFORM set_config('default_transaction_read_only', 'on', false)",
        "CREATE TEMPORARY TABLE left_behind (id bigint)",
        "LISTEN left_behind",
        "EXECUTE 'DECLARE held CURSOR WITH HOLD FOR SELECT 1'",
        "PERFORM pg_advisory_lock(42)",
        "PERFORM pg_advisory_lock_shared(42), pg_advisory_lock_shared(42)",
        "PERFORM nextval('public.numbers')"
      })
  void what_a_function_has_left_is_undone(String leftover) {
    leavingInFunction(leftover);

    deploy(context -> context.sql().execute("SELECT public.leave()"));

    assertThat(states.getLast()).isEqualTo(states.getFirst());
    assertPassedOn();
  }

  @Test
  void random_numbers_are_not_those_that_the_seeder_before_has_fixed() {
    for (int time = 0; time < 2; time++) {
      leavingInFunction("PERFORM setseed(0.5)");
      deploy(context -> context.sql().execute("SELECT public.leave()"));
      assertPassedOn();
      prepare();
    }

    assertThat(randoms.get(3)).isNotEqualTo(randoms.get(1));
  }

  @Test
  void notifications_for_the_seeder_before_are_not_heard() {
    leavingInFunction("LISTEN left_behind; NOTIFY left_behind");
    List<Integer> heard = new ArrayList<>();
    between.put(
        "Listening",
        context ->
            context
                .sql()
                .connection(connection -> {
                  PGConnection driver = connection.unwrap(PGConnection.class);
                  heard.add(driver.getNotifications().length);
                  backends.add(driver.getBackendPID());
                }));

    deploy(context -> context.sql().execute("SELECT public.leave()"));

    assertThat(heard).containsExactly(0);
    assertThat(backends.get(1)).isEqualTo(backends.getFirst());
  }

  @Test
  void rows_of_the_seeder_before_are_not_counted_again() {
    InlineContent.Action one =
        context -> context.sql().execute("INSERT INTO public.words VALUES ('a')");
    between.put("Writing", one);

    Report report = deploy(one);

    assertThat(report.seeders())
        .extracting(seeder -> seeder.rows().orElseThrow())
        .containsExactly(
            RowCounts.NONE, new RowCounts(1, 0, 0, 0), new RowCounts(1, 0, 0, 0), RowCounts.NONE);
    assertPassedOn();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SET ROLE %s", "SET SESSION AUTHORIZATION %s"})
  void a_role_that_a_function_has_taken_is_given_up(String statement) {
    inRole(role -> {
      leavingInFunction(statement.formatted(role));

      deploy(context -> context.sql().execute("SELECT public.leave()"));

      assertThat(states.getFirst()).doesNotContain(role);
      assertThat(states.getLast()).isEqualTo(states.getFirst());
      assertPassedOn();
    });
  }

  @Test
  void the_role_that_the_log_in_brings_stays() {
    inRole(role -> {
      database.execute("ALTER DATABASE %s SET role = '%s'".formatted(database.name(), role));

      deploy(context -> context.sql().execute("INSERT INTO public.words VALUES ('a')"));

      assertThat(states.getFirst()).startsWith(role + " ");
      assertThat(states.getLast()).isEqualTo(states.getFirst());
      assertPassedOn();
      database.execute("ALTER DATABASE %s RESET role".formatted(database.name()));
    });
  }

  /** Roles belong to the server, on which other tests are at work. */
  private void inRole(Consumer<String> test) {
    String role = "t" + UUID.randomUUID().toString().substring(0, 8);
    database.execute("CREATE ROLE %s SUPERUSER".formatted(role));
    try {
      test.accept(role);
    } finally {
      database.execute("REASSIGN OWNED BY %s TO SESSION_USER".formatted(role));
      database.execute("DROP OWNED BY %s".formatted(role));
      database.execute("DROP ROLE %s".formatted(role));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET work_mem = '1GB'",
        "CREATE TEMPORARY TABLE left_behind (id bigint)",
        "LISTEN left_behind",
        "PREPARE p AS SELECT 1",
        "LOAD 'plpgsql'",
        "DO $$ BEGIN PERFORM set_config('work_mem', '1GB', false); END $$",
        "SELECT set_config('app.tenant', '1', true)",
        "SELECT pg_catalog.\"set_config\"('app.tenant', '1', false)",
        "SELECT pg_replication_origin_session_is_setup()"
      })
  void a_statement_that_may_leave_something_ends_the_session(String sql) {
    deploy(context -> context.sql().execute(sql));

    assertThat(states.getLast()).isEqualTo(states.getFirst());
    assertEnded();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXECUTE 'PREPARE p AS SELECT 1'",
        "LOAD 'plpgsql'",
        "EXECUTE 'LOAD ''plpgsql'''",
        "PERFORM set_config('app.tenant', '1', true)",
        "PERFORM set_config(concat('app', '.', 'tenant'), '1', true)",
        "EXECUTE 'SELECT set_config(''app.tenant'', ''1'', true)'",
        "PERFORM \"set_config\"('app.tenant', '1', true)",
        "SET LOCAL app.tenant = '1'",
        "SET LOCAL \"app.tenant\" = '1'",
        "SET app.tenant = '1'"
      })
  void a_function_that_leaves_what_cannot_be_undone_ends_the_session(String leftover) {
    leavingInFunction(leftover);

    deploy(context -> context.sql().execute("SELECT public.leave()"));

    assertThat(states.getLast()).isEqualTo(states.getFirst());
    assertEnded();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        CREATE FUNCTION public.tenant() RETURNS integer LANGUAGE sql SET app.tenant = '1'
          AS 'SELECT 1'
        """,
        """
        CREATE FUNCTION public.tenant() RETURNS text LANGUAGE sql
          BEGIN ATOMIC SELECT set_config('app.tenant', '1', false); END
        """,
        """
        CREATE FUNCTION public.handler() RETURNS language_handler LANGUAGE c
          AS '$libdir/plpgsql', 'plpgsql_call_handler'
        """,
        "CREATE LANGUAGE other HANDLER plpgsql_call_handler",
        """
        INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
        SELECT 99999, 'unknown', oid, 'public'::regnamespace, false, '1'
          FROM pg_roles WHERE rolname = current_user
        """
      })
  void a_database_that_may_keep_something_in_a_session_has_it_ended(String made) {
    database.execute(made);

    deploy(context -> context.sql().execute("INSERT INTO public.words VALUES ('a')"));

    assertEnded();
  }

  @Test
  void a_statement_that_the_driver_has_prepared_does_not_fail_for_the_next_seeder() {
    String words = "SELECT * FROM public.words";
    between.put(
        "Other",
        context ->
            context
                .sql()
                .connection(c -> {
                  database.execute("ALTER TABLE public.words ADD COLUMN language text");
                  try (var statement = c.prepareStatement(words);
                      var rows = statement.executeQuery()) {
                    assertThat(rows.getMetaData().getColumnCount()).isEqualTo(2);
                  }
                }));

    deploy(context -> {
      for (int time = 0; time < 6; time++) {
        context.sql().resultQuery(words).fetch();
      }
    });

    assertEnded();
  }

  @Test
  void who_changes_the_driver_ends_the_session() {
    deploy(context -> context.sql().connection(c -> c.setTypeMap(Map.of())));

    assertEnded();
  }

  @Test
  void who_gets_a_part_of_the_driver_ends_the_session() {
    deploy(context ->
        context
            .sql()
            .connection(c -> {
              var copy = c.unwrap(PGConnection.class).getCopyAPI();
              assertThat(copy).isNotNull();
            }));

    assertEnded();
  }

  @Test
  void a_call_that_is_at_work_when_its_seeder_has_ended_ends_the_session() throws Exception {
    SlowText text = new SlowText();
    List<Thread> threads = new ArrayList<>();

    deploy(context ->
        context
            .sql()
            .connection(connection -> {
              PreparedStatement statement = connection.prepareStatement("SELECT ?::text");
              threads.add(new Thread(() -> text.giveTo(statement)));
              threads.getFirst().start();
              text.awaitReader();
            }));
    text.end.countDown();
    threads.getFirst().join();

    assertEnded();
  }

  /** The driver reads it while it is given to a statement, which keeps nobody else waiting. */
  private static final class SlowText extends StringReader {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    SlowText() {
      super("");
    }

    void giveTo(PreparedStatement statement) {
      try {
        statement.setCharacterStream(1, this, 1);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    void awaitReader() {
      try {
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      begun.countDown();
      try {
        assertThat(end.await(60, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
      return super.read(buffer, offset, length);
    }
  }

  @Test
  void what_a_seeder_has_kept_is_of_no_use_to_it_afterwards() {
    List<SeedContext> kept = new ArrayList<>();
    List<PGConnection> drivers = new ArrayList<>();
    List<Exception> refusals = new ArrayList<>();
    between.put(
        "Using",
        context -> {
          refusals.add(
              refused(() -> kept.getFirst().sql().execute("INSERT INTO words VALUES ('late')")));
          refusals.add(refused(() -> drivers.getFirst().cancelQuery()));
          refusals.add(refused(() -> kept.getFirst().sql().transaction(own -> {})));
        });

    deploy(context -> {
      kept.add(context);
      context.sql().connection(c -> drivers.add(c.unwrap(PGConnection.class)));
    });

    assertThat(refusals)
        .hasSize(3)
        .allSatisfy(
            refusal -> assertThat(refusal).hasStackTraceContaining("Seeder Leaving has ended"));
    assertThat(database.value("SELECT count(*) FROM public.words")).isEqualTo("0");
    assertPassedOn();
  }

  private static Exception refused(Use use) throws Exception {
    try {
      use.run();
    } catch (DataAccessException | SQLException e) {
      return e;
    }
    throw new AssertionError("It was of use.");
  }

  private interface Use {
    void run() throws Exception;
  }

  private void leavingInFunction(String leftover) {
    database.execute(
        """
        CREATE OR REPLACE FUNCTION public.leave() RETURNS boolean LANGUAGE plpgsql AS $$
        BEGIN
          %s;
          RETURN true;
        END $$
        """
            .formatted(leftover));
  }

  private Report deploy(InlineContent.Action leaving) {
    InlineContent all =
        new InlineContent()
            .script("V1__words.sql", SCHEMA)
            .seeder(SeederSpec.once("Before"), this::look)
            .seeder(SeederSpec.once("Leaving"), leaving);
    between.forEach((name, seeder) -> all.seeder(SeederSpec.once(name), seeder));
    all.seeder(SeederSpec.once("After"), this::look);
    return all.addTo(Tilth.builder().url(database.url())).build().deploy().orThrow();
  }

  private void look(SeedContext context) {
    states.add(context.sql().fetchSingle(STATE).get(0, String.class));
    randoms.add(context.sql().fetchSingle("SELECT random()").get(0, Double.class));
    backends.add(context.sql().fetchSingle("SELECT pg_backend_pid()").get(0, Integer.class));
  }

  private void assertPassedOn() {
    assertThat(backends.getLast()).isEqualTo(backends.get(backends.size() - 2));
  }

  private void assertEnded() {
    assertThat(backends.getLast()).isNotEqualTo(backends.getFirst());
  }
}
