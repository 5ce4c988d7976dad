package dev.tilth.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.script.LoneCommand;
import dev.tilth.script.SqlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs outside a transaction, and what of it is refused. */
final class ScriptFormTest {

  private final List<String> problems = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "create index concurrently a_idx on t (a)|CREATE INDEX CONCURRENTLY a_idx ON t",
        "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"A Idx\" ON ONLY public.\"T\" (a)|CREATE"
            + " UNIQUE INDEX CONCURRENTLY \"A Idx\" ON public.\"T\"",
        "CREATE INDEX /* a */ CONCURRENTLY -- b|CREATE INDEX CONCURRENTLY",
        "CREATE INDEX CONCURRENTLY ON public . t (a)|CREATE INDEX CONCURRENTLY ON public.t",
        "CREATE INDEX CONCURRENTLY \"on\" ON t (a)|CREATE INDEX CONCURRENTLY \"on\" ON t",
        "CREATE INDEX CONCURRENTLY U&\"\\0061\" ON t (a)|CREATE INDEX CONCURRENTLY",
        "DROP INDEX CONCURRENTLY IF EXISTS S.\"I\"|DROP INDEX CONCURRENTLY s.\"I\"",
        "REINDEX INDEX CONCURRENTLY s.i|REINDEX INDEX CONCURRENTLY s.i",
        "REINDEX (VERBOSE, CONCURRENTLY) TABLE t|REINDEX TABLE CONCURRENTLY t",
        "REINDEX (CONCURRENTLY true) SCHEMA s|REINDEX SCHEMA CONCURRENTLY s",
        "REINDEX (CONCURRENTLY off) SCHEMA s|REINDEX SCHEMA",
        "REINDEX DATABASE d|REINDEX DATABASE",
        "REINDEX SYSTEM CONCURRENTLY|REINDEX SYSTEM CONCURRENTLY",
        "ALTER TABLE IF EXISTS s.p DETACH PARTITION s.c CONCURRENTLY|ALTER TABLE s.p DETACH"
            + " PARTITION s.c CONCURRENTLY",
        "VACUUM (ANALYZE) t|VACUUM",
        "ALTER SYSTEM SET work_mem = '8MB'|ALTER SYSTEM",
        "CREATE DATABASE d|CREATE DATABASE",
        "DROP TABLESPACE t|DROP TABLESPACE",
        "CREATE SUBSCRIPTION s CONNECTION 'password=geheim' PUBLICATION p|CREATE SUBSCRIPTION"
      })
  void some_statements_run_outside_a_transaction(String statement, String head) {
    ScriptForm form = form(statement + ";", "");
    LoneStatement lone = form.lone().orElseThrow();

    assertThat(problems).isEmpty();
    assertThat(lone.head()).isEqualTo(head);
    assertThat(form.configuration()).isEqualTo("executeInTransaction=false\n");
    assertThat(LoneStatements.ofHead(head).head()).as("read again").isEqualTo(head);
    assertThat(LoneStatements.ofHead(head).kind()).as("read again").isEqualTo(lone.kind());
    assertThat(LoneCommand.in(SqlStatement.of(statement).getFirst())).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE INDEX a_idx ON t (a)",
        "CREATE INDEX \"CONCURRENTLY\" ON t (a)",
        "DROP INDEX a_idx",
        "REINDEX TABLE t",
        "REINDEX INDEX i",
        "REINDEX (CONCURRENTLY FALSE) TABLE t",
        "ALTER TABLE p DETACH PARTITION c",
        "ALTER TABLE p DETACH PARTITION c FINALIZE",
        "ALTER TABLE p DETACH PARTITION concurrently",
        "DISCARD TEMP",
        "CREATE TABLE database (id int)",
        "SELECT 'CREATE INDEX CONCURRENTLY'",
        "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
        "DO $$ BEGIN EXECUTE 'VACUUM'; END $$",
        "-- VACUUM\nSELECT 1; SELECT 2",
        "CREATE",
        "REINDEX",
        "ALTER TABLE",
        ""
      })
  void all_others_run_in_one(String script) {
    ScriptForm form = form(script, "");

    assertThat(problems).isEmpty();
    assertThat(form.lone()).isEmpty();
    assertThat(form.configuration()).isEqualTo("executeInTransaction=true\n");
    assertThat(SqlStatement.of(script)).allMatch(each -> LoneCommand.in(each).isEmpty());
  }

  @Test
  void a_statement_outside_a_transaction_is_alone_in_its_script() {
    form("SET lock_timeout = 0;\n\nCREATE INDEX CONCURRENTLY a_idx ON t (a);", "");

    assertThat(problems)
        .singleElement()
        .asString()
        .contains("V1__a.sql has 2 statements")
        .contains("CREATE INDEX CONCURRENTLY a_idx ON t at line 3")
        .contains("a script of its own");
  }

  @Test
  void two_of_them_are_no_better() {
    form("VACUUM a; VACUUM b;", "");
    assertThat(problems).singleElement().asString().contains("V1__a.sql has 2 statements");
  }

  @Test
  void an_author_may_say_so_of_one_statement() {
    ScriptForm form =
        form("CALL public.rewrite();", "# why\nexecuteInTransaction = false\nencoding=UTF-8\n");

    assertThat(problems).isEmpty();
    assertThat(form.lone()).isEqualTo(Optional.of(new Opaque("CALL", false)));
    assertThat(form.configuration()).isEqualTo("executeInTransaction=false\n");
  }

  @Test
  void an_author_may_not_say_so_of_several() {
    form("CALL a(); CALL b();", "executeInTransaction=FALSE");
    assertThat(problems)
        .singleElement()
        .asString()
        .contains("has 2 statements, and its .conf says executeInTransaction=false");
  }

  @Test
  void an_author_may_not_say_the_opposite() {
    form("VACUUM;", "executeInTransaction=true");
    assertThat(problems).singleElement().asString().contains("VACUUM cannot run in a transaction");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DISCARD ALL;|DISCARD ALL at line 1",
        "SELECT 1; /* why */ discard all|DISCARD ALL at line 1",
        "DISCARD ALL; VACUUM|DISCARD ALL at line 1",
        "SELECT pg_catalog.PG_ADVISORY_UNLOCK_ALL()|pg_advisory_unlock_all at line 1",
        "CREATE TABLE a AS SELECT pg_advisory_unlock_all ( )|pg_advisory_unlock_all at line 1"
      })
  void nothing_may_drop_the_locks_of_the_session(String script, String found) {
    form(script, "");
    assertThat(problems).anyMatch(problem -> problem.contains("V1__a.sql has " + found));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "commit",
        "COMMIT AND CHAIN",
        "END",
        "ABORT",
        "BEGIN ISOLATION LEVEL SERIALIZABLE",
        "START TRANSACTION",
        "ROLLBACK",
        "ROLLBACK WORK",
        "ROLLBACK AND NO CHAIN",
        "PREPARE TRANSACTION 'later'"
      })
  void nothing_may_end_the_transaction(String statement) {
    form("CREATE TABLE t (id int);\n" + statement + ";\nSELECT 1;", "");

    String verb = statement.toUpperCase(Locale.ROOT).split(" ", -1)[0];
    assertThat(problems)
        .singleElement()
        .asString()
        .contains("V1__a.sql has " + verb + " at line 2", "each script runs in a transaction");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SAVEPOINT s; ROLLBACK TO s; RELEASE s",
        "SAVEPOINT s; rollback transaction to savepoint s",
        "SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
        "DO $$ BEGIN PERFORM 1; END $$",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END",
        "PREPARE p AS SELECT 1",
        "SELECT 1 AS commit"
      })
  void parts_of_it_may_be_undone(String script) {
    form(script, "");
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "REVOKE EXECUTE ON FUNCTION pg_catalog.pg_advisory_unlock_all() FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION pg_advisory_unlock_all() TO a",
        "ALTER FUNCTION pg_advisory_unlock_all() COST 1",
        "SELECT t.pg_advisory_unlock_all FROM t"
      })
  void a_function_may_be_spoken_of(String statement) {
    form(statement, "");
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT s.end > 1 FROM s",
        "SELECT 1 AS end",
        "SELECT 1 AS case",
        "SELECT s.case FROM s",
        "SELECT CASE WHEN s.end > 1 THEN 1 END AS end FROM s"
      })
  void a_word_that_is_a_name_ends_no_block(String statement) {
    form(
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC %s; SELECT 1; END;".formatted(statement), "");
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SET DateStyle = 'SQL, DMY'|DateStyle",
        "set local datestyle to german, dmy|DateStyle",
        "SET client_encoding = 'LATIN1'|client_encoding",
        "SET SESSION client_encoding TO win1252|client_encoding",
        "SET NAMES 'LATIN1'|client_encoding",
        "SELECT pg_catalog.set_config('client_encoding', 'LATIN1', false)|client_encoding",
        "SELECT set_config('DateStyle', 'Postgres', true)|DateStyle"
      })
  void nothing_may_be_set_that_the_driver_does_not_survive(String statement, String setting) {
    form("SELECT 1;\n" + statement, "");
    assertThat(problems)
        .singleElement()
        .asString()
        .contains("V1__a.sql has %s at line 2".formatted(setting), "would end the connection");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET client_encoding = 'UTF8'",
        "SET NAMES 'utf-8'",
        "SET client_encoding TO DEFAULT",
        "SET DateStyle = 'ISO, DMY'",
        "SET datestyle TO dmy",
        "SET search_path = latin1",
        "SELECT pg_catalog.set_config('search_path', '', false)",
        "SELECT set_config('client_encoding', current_setting('a.b'), false)",
        "SET",
        "SET LOCAL"
      })
  void all_other_settings_are_welcome(String statement) {
    form(statement, "");
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shouldExecute=false|V1__a.sql.conf has the key 'shouldExecute', which is not supported",
        "executeInTransacton=false|Did you mean 'executeInTransaction'?",
        "executeInTransaction=no|V1__a.sql.conf says executeInTransaction=no, but the value can",
        "encoding=ISO-8859-1|V1__a.sql.conf says encoding=iso-8859-1, but the value can only be",
        "placeholderReplacement=true|the value can only be false"
      })
  void a_mistake_in_a_configuration_is_told_with_its_file_and_key(String line, String told) {
    form("SELECT 1", line);
    assertThat(problems).singleElement().asString().contains(told);
  }

  @Test
  void names_are_the_catalogues() {
    CreateIndex index =
        (CreateIndex)
            form("CREATE INDEX CONCURRENTLY ÄbC ON \"My\"\"Schema\".T_1 USING gin (a) WHERE b;", "")
                .lone()
                .orElseThrow();

    assertThat(index.name()).isEqualTo(Optional.of("Äbc"));
    assertThat(index.table().quoted()).isEqualTo("\"My\"\"Schema\".\"t_1\"");
    assertThat(index.rest()).isEqualTo(" USING gin (a) WHERE b");
  }

  @Test
  void a_name_is_cut_where_the_server_cuts_it() {
    CreateIndex index =
        (CreateIndex)
            form("CREATE INDEX CONCURRENTLY %sä_idx ON t (a);".formatted("x".repeat(62)), "")
                .lone()
                .orElseThrow();
    assertThat(index.name()).isEqualTo(Optional.of("x".repeat(62)));
  }

  private ScriptForm form(String text, String configuration) {
    return ScriptForm.of("V1__a.sql", text, configuration, problems);
  }
}
