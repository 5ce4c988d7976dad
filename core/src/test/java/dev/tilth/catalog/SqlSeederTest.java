package dev.tilth.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.Resource;
import dev.tilth.spi.SeederSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlSeederTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BEGIN|BEGIN would end the transaction",
        "commit|COMMIT would end the transaction",
        "ROLLBACK WORK|ROLLBACK would end the transaction",
        "END|END would end the transaction",
        "ABORT|ABORT would end the transaction",
        "START TRANSACTION|START would end the transaction",
        "PREPARE TRANSACTION 'x'|PREPARE would end the transaction",
        "DISCARD ALL|DISCARD ALL would drop the lock",
        "SELECT pg_advisory_unlock_all()|pg_advisory_unlock_all would drop the lock",
        "SET client_encoding = 'LATIN1'|client_encoding would end the connection",
        "COPY t FROM STDIN|COPY FROM STDIN needs a client",
        "\\copy t FROM 'rows.csv'|A line that begins with a backslash",
        "VACUUM t|VACUUM cannot run in a transaction",
        "ALTER SYSTEM SET work_mem = '8MB'|ALTER SYSTEM cannot run in a transaction",
        "CREATE UNIQUE INDEX CONCURRENTLY ON t (a)|CREATE UNIQUE INDEX CONCURRENTLY cannot run",
        "DROP INDEX CONCURRENTLY i|DROP INDEX CONCURRENTLY cannot run",
        "REINDEX (VERBOSE, CONCURRENTLY) TABLE t|REINDEX CONCURRENTLY cannot run",
        "REINDEX TABLE CONCURRENTLY t|REINDEX CONCURRENTLY cannot run",
        "REINDEX DATABASE d|REINDEX DATABASE cannot run",
        "ALTER TABLE p DETACH PARTITION c CONCURRENTLY|DETACH PARTITION CONCURRENTLY cannot run",
        "DROP SUBSCRIPTION s|DROP SUBSCRIPTION cannot run"
      })
  void what_the_claims_transaction_cannot_hold_is_refused_with_its_line(
      String statement, String reason) throws IOException {
    assertThat(problems("INSERT INTO t VALUES (1);\n\n" + statement + ";\n"))
        .singleElement()
        .asString()
        .startsWith("Line 3: " + reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SAVEPOINT a; ROLLBACK TO a; RELEASE a",
        "SELECT 'COMMIT'",
        "DO $$ BEGIN PERFORM 1; END $$",
        "COPY t TO STDOUT",
        "REINDEX TABLE t",
        "-- BEGIN\nSELECT 1"
      })
  void everything_else_is_welcome(String script) throws IOException {
    assertThat(problems(script)).isEmpty();
  }

  @Test
  void every_problem_is_told() throws IOException {
    assertThat(problems("BEGIN;\nVACUUM;\nCOMMIT;")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-- nothing\n", ";"})
  void a_script_without_a_statement_is_a_mistake(String script) throws IOException {
    assertThat(problems(script)).containsExactly("It has no statement.");
  }

  private static List<String> problems(String script) throws IOException {
    byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
    Resource resource = Resource.of("a.sql", () -> new ByteArrayInputStream(bytes));
    return SqlSeeder.of(SeederSpec.once("a"), SeedFile.of(resource).orElseThrow()).problems();
  }
}
