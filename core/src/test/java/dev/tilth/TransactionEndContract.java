package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.deploy.Report;
import dev.tilth.plan.UnfinishedSeederException;
import dev.tilth.render.Renderer;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.seed.TransactionEndedException;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.TestDatabase;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.tools.jdbc.DefaultConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.BaseStatement;
import org.postgresql.jdbc.AutoSave;

/** The end of a seeder's transaction is not the seeder's. */
abstract class TransactionEndContract {

  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COMMIT",
        "rollback",
        "INSERT INTO public.counter (who) VALUES ('Sly'); END",
        "SAVEPOINT s; ROLLBACK WORK",
        "PREPARE TRANSACTION 'later'",
        "SELECT pg_advisory_unlock_all()"
      })
  void sql_that_ends_the_transaction_is_refused_before_it_is_sent(String statement) {
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Sly"),
                context -> {
                  context.sql().execute("INSERT INTO public.counter (who) VALUES ('Sly')");
                  context.sql().execute(statement);
                });

    Report report = tilth(content).deploy();

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("A seeder's connection takes no");
    assertThat(database.column("SELECT who FROM public.counter WHERE who = 'Sly'")).isEmpty();
    assertThat(database.column("SELECT name FROM tilth.seed WHERE name = 'Sly'")).isEmpty();
  }

  /**
   * What reads as a text as long as backslashes mean nothing in one, which the seeder has changed.
   */
  private static String hidden(String end) {
    return "SELECT '\\'' ; " + end + "; --'";
  }

  private static void confuse(SeedContext context) {
    context.sql().execute("SET standard_conforming_strings = off");
  }

  @Test
  void a_commit_hidden_in_a_seeder_is_found_by_the_next_run() {
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Sly"),
                context -> {
                  confuse(context);
                  context.sql().execute(hidden("COMMIT"));
                  throw new IllegalStateException("too late");
                });

    assertThat(tilth(content).deploy().exitCode()).isEqualTo(6);
    assertThatExceptionOfType(UnfinishedSeederException.class)
        .isThrownBy(() -> tilth(content).deploy())
        .withMessageContaining("Sly")
        .satisfies(e -> assertThat(e.kind().exitCode()).isEqualTo(6));
  }

  @Test
  void a_commit_hidden_in_a_seeder_that_succeeds_is_found_at_its_end() {
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Sly"),
                context -> {
                  confuse(context);
                  context.sql().execute("INSERT INTO public.counter (who) VALUES ('Sly')");
                  context.sql().execute(hidden("COMMIT; BEGIN"));
                });

    Report report = tilth(content).deploy();

    assertThat(report.exitCode()).isEqualTo(6);
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("The claim of Sly was committed before the seeder had ended");
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMMIT", "ROLLBACK", "ROLLBACK; SELECT 1"})
  void nothing_is_written_after_a_statement_that_ended_the_transaction(String end) {
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Sly"),
                context -> {
                  confuse(context);
                  context.sql().execute(hidden(end));
                  context.sql().execute("INSERT INTO public.counter (who) VALUES ('Sly')");
                });

    Report report = tilth(content).deploy();

    assertThat(report.exitCode()).isEqualTo(6);
    assertThat(report.failure().orElseThrow())
        .isInstanceOf(TransactionEndedException.class)
        .hasMessageContaining("A statement of seeder Sly ended its transaction");
    assertThat(database.column("SELECT who FROM public.counter WHERE who = 'Sly'")).isEmpty();
  }

  @Test
  void a_seeder_that_ended_its_transaction_is_not_tried_again() {
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Sly"),
                context -> {
                  confuse(context);
                  String insert = "INSERT INTO public.counter (who) VALUES ('Sly')";
                  context.sql().execute(hidden("ROLLBACK; " + insert));
                  context
                      .sql()
                      .execute(
                          "DO $$ BEGIN RAISE EXCEPTION 'busy' USING ERRCODE = '40001'; END $$");
                });

    Report report = tilth(content).deploy();

    assertThat(report.exitCode()).isEqualTo(6);
    assertThat(report.seeders().getLast().retries()).isEmpty();
    assertThat(database.column("SELECT who FROM public.counter WHERE who = 'Sly'")).hasSize(1);
  }

  @Test
  void a_rollback_at_the_end_of_a_seeder_is_found() {
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Sly"),
                context -> {
                  confuse(context);
                  context.sql().execute("INSERT INTO public.counter (who) VALUES ('Sly')");
                  context.sql().execute(hidden("ROLLBACK; BEGIN"));
                });

    Report report = tilth(content).deploy();

    assertThat(report.exitCode()).isEqualTo(6);
    assertThat(report.failure().orElseThrow()).hasMessageContaining("a ROLLBACK in its own SQL");
    assertThat(database.column("SELECT who FROM public.counter WHERE who = 'Sly'")).isEmpty();
    assertThat(tilth(content.counting(SeederSpec.once("Sly"))).deploy().exitCode()).isZero();
  }

  @Test
  void a_seeder_cannot_end_its_transaction_but_may_use_savepoints() {
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Savepoints"),
                context -> {
                  context
                      .sql()
                      .transaction(inner ->
                          inner.dsl().execute("INSERT INTO public.counter (who) VALUES ('kept')"));
                  try {
                    context
                        .sql()
                        .transaction(inner -> {
                          inner.dsl().execute("INSERT INTO public.counter (who) VALUES ('undone')");
                          throw new IllegalStateException("undo");
                        });
                  } catch (IllegalStateException expected) {
                    assertThat(expected).hasMessage("undo");
                  }
                })
            .seeder(
                SeederSpec.once("Committer"),
                context -> context.sql().connection(connection -> connection.commit()));

    Report report = tilth(content).deploy();

    assertThat(database.column("SELECT who FROM public.counter WHERE who IN ('kept', 'undone')"))
        .containsExactly("kept");
    assertThat(report.seeders())
        .filteredOn(step -> step.name().equals("Savepoints"))
        .extracting(SeederOutcome::result, SeederOutcome::exact)
        .containsExactly(tuple(SeederOutcome.Result.APPLIED, false));
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("Committer")
        .hasMessageContaining("takes no commit");
  }

  @ParameterizedTest
  @MethodSource("waysBack")
  void no_way_leads_to_the_connection_behind(End end) {
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Seeking"),
                context -> {
                  context.sql().execute("INSERT INTO public.counter (who) VALUES ('Seeking')");
                  context.sql().connection(end::of);
                });

    Report report = tilth(content).deploy();

    assertThat(report.failure()).get().asString().contains("A seeder's connection ");
    assertThat(database.column("SELECT who FROM public.counter WHERE who = 'Seeking'")).isEmpty();
    assertThat(database.column("SELECT name FROM tilth.seed WHERE name = 'Seeking'")).isEmpty();
  }

  /** How a seeder might try to end its transaction, or to get out of reach. */
  static Stream<Named<End>> waysBack() {
    return Stream.of(
        named("commit", Connection::commit),
        named("rollback", Connection::rollback),
        named("close", Connection::close),
        named("abort", connection -> connection.abort(Runnable::run)),
        named("auto-commit", connection -> connection.setAutoCommit(true)),
        named("network time-out", connection -> connection.setNetworkTimeout(Runnable::run, 1)),
        named("unwrapped", connection -> connection.unwrap(Connection.class).commit()),
        named("driver", connection -> connection.unwrap(BaseConnection.class).commit()),
        named("jOOQ", connection -> connection.unwrap(DefaultConnection.class).commit()),
        named(
            "autosave",
            connection -> connection.unwrap(PGConnection.class).setAutosave(AutoSave.ALWAYS)),
        named("statement", TransactionEndContract::commitThroughStatement),
        named("driver's statement", TransactionEndContract::commitThroughDriversStatement),
        named("result", TransactionEndContract::commitThroughResult),
        named("metadata", connection -> connection.getMetaData().getConnection().commit()));
  }

  private static Named<End> named(String name, End end) {
    return Named.of(name, end);
  }

  private static void commitThroughStatement(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.getConnection().commit();
    }
  }

  private static void commitThroughDriversStatement(Connection connection) throws SQLException {
    try (Statement statement = connection.prepareStatement("SELECT 1")) {
      statement.unwrap(BaseStatement.class).getConnection().commit();
    }
  }

  private static void commitThroughResult(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT 1")) {
      row.getStatement().getConnection().commit();
    }
  }

  interface End {
    void of(Connection connection) throws SQLException;
  }

  @Test
  void a_seeder_may_copy_and_use_savepoints_through_the_driver() {
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Copying"),
                context ->
                    context
                        .sql()
                        .connection(connection -> {
                          Savepoint savepoint = connection.setSavepoint();
                          try (Statement statement = connection.createStatement()) {
                            statement.execute("DELETE FROM public.counter");
                          }
                          connection.rollback(savepoint);
                          connection
                              .unwrap(PGConnection.class)
                              .getCopyAPI()
                              .copyIn(
                                  "COPY public.counter (who) FROM STDIN",
                                  new StringReader("Copying\n"));
                        }));

    assertThat(tilth(content).deploy().orThrow().appliedSeeders()).isEqualTo(4);
    assertThat(database.column("SELECT who FROM public.counter ORDER BY who"))
        .containsExactly("Alone", "Copying", "Second");
  }

  @Test
  void what_the_server_does_not_count_is_unknown_and_what_tables_count_is_not() {
    database.execute("ALTER DATABASE \"%s\" SET track_counts = off".formatted(database.name()));

    Report report = tilth(InlineContent.small()).deploy().orThrow();

    assertThat(report.seeders())
        .extracting(SeederOutcome::name, SeederOutcome::rows, SeederOutcome::exact)
        .containsExactly(
            tuple("Colours", Optional.of(new RowCounts(2, 0, 0, 0)), true),
            tuple("Second", Optional.empty(), false),
            tuple("Alone", Optional.empty(), false));
    assertThat(database.column("SELECT name, rows_inserted FROM tilth.seed ORDER BY finished_at"))
        .containsExactly("Colours|2", "Second|NULL", "Alone|NULL");
    assertThat(Renderer.text(false).report(report))
        .contains("Second   unknown", "rows: 2 inserted, others unknown");
  }

  private Tilth tilth(InlineContent content) {
    return content.addTo(Tilth.builder().url(database.url())).build();
  }
}
