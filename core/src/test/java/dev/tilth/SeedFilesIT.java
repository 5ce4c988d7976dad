package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.catalog.SeedFolder;
import dev.tilth.config.InvalidSettingsException;
import dev.tilth.config.SeedFiles;
import dev.tilth.deploy.Report;
import dev.tilth.migrate.DirectoryMigrations;
import dev.tilth.plan.ContentChangedException;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.RowCounts;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seeders that are files, from code. */
@PostgresTest
final class SeedFilesIT {

  private TestDatabase database;
  private final Path migrations;
  private final Path seeds;

  SeedFilesIT(TestDatabase given, @TempDir Path directory) throws IOException {
    database = given;
    migrations = Files.createDirectory(directory.resolve("migrations"));
    seeds = Files.createDirectory(directory.resolve("seeds"));
  }

  @BeforeEach
  void start(TestDatabase given) throws IOException {
    database = given.another();
    Files.writeString(
        migrations.resolve("V1__tables.sql"),
        """
        CREATE TABLE role (code text PRIMARY KEY, name text);
        CREATE TABLE note (id int PRIMARY KEY, body jsonb);
        """);
  }

  @Test
  void statements_run_as_they_stand_and_are_counted() throws IOException {
    write("10_role.csv", "code,name\nA,Admin\nB,\"\"\n");
    write(
        "20_note.sql",
        """
        \uFEFF-- What braces and question marks mean, PostgreSQL says.
        INSERT INTO note VALUES (1, '{"a": "{fn now()}"}'), (2, '{"b": 1}'), (3, '{}');
        UPDATE note SET body = '{"c": ";"}' WHERE body ? 'b';
        DO $$ BEGIN DELETE FROM note WHERE id = 3; END $$;
        SAVEPOINT a;
        INSERT INTO role VALUES ('C', 'C');
        ROLLBACK TO a;
        SELECT count(*) FROM note
        """);

    Report report = tilth().deploy().orThrow();

    assertThat(report.seeders())
        .extracting(SeederOutcome::name, outcome -> outcome.rows().orElseThrow())
        .containsExactly(
            tuple("role", new RowCounts(2, 0, 0, 0)), tuple("note", new RowCounts(3, 1, 1, 0)));
    assertThat(database.value("SELECT string_agg(body::text, ' ' ORDER BY id) FROM note"))
        .isEqualTo("{\"a\": \"{fn now()}\"} {\"c\": \";\"}");
    assertThat(database.value("SELECT count(*) FROM role")).isEqualTo("2");
    assertThat(tilth().deploy().appliedSeeders()).isZero();
  }

  @Test
  void a_script_that_fails_in_the_middle_leaves_nothing() throws IOException {
    write("role.csv", "code\nA\n");
    write(
        "note.sql",
        """
        INSERT INTO note VALUES (1, '{}');

        INSERT INTO note
        VALUES (1, '{"password": "geheim"}');
        """);

    Report report = tilth().deploy();

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("note.sql:3: INSERT INTO note VALUES ... failed: ")
        .hasMessageContaining("note_pkey")
        .hasMessageNotContaining("geheim");
    assertThat(database.value("SELECT count(*) FROM note")).isEqualTo("0");
    assertThat(database.value("SELECT string_agg(name, ',') FROM tilth.seed")).isEqualTo("role");

    write("note.sql", "INSERT INTO note VALUES (1, '{}');");
    assertThat(tilth().deploy().orThrow().appliedSeeders()).isEqualTo(1);
  }

  @Test
  void a_changed_script_that_runs_once_is_an_error_and_one_that_does_not_runs_again()
      throws IOException {
    write("note.sql", "INSERT INTO note VALUES (1, '{}') ON CONFLICT DO NOTHING;");
    tilth().deploy().orThrow();
    write("note.sql", "INSERT INTO note VALUES (2, '{}') ON CONFLICT DO NOTHING;");
    assertThatExceptionOfType(ContentChangedException.class)
        .isThrownBy(() -> tilth().deploy())
        .withMessageContaining("note");

    write("note.conf", "run = on-change");
    tilth().deploy().orThrow();
    assertThat(database.value("SELECT count(*) FROM note")).isEqualTo("2");
  }

  @Test
  void what_a_transaction_cannot_hold_is_refused_before_anything_is_written() throws IOException {
    write("note.sql", "SELECT 1;\nCOMMIT;\nVACUUM note;\n");

    assertThatExceptionOfType(InvalidSettingsException.class)
        .isThrownBy(() -> tilth().deploy())
        .withMessageContaining("note.sql (SQL): Line 2: COMMIT")
        .withMessageContaining("Line 3: VACUUM");
    assertThat(database.value("SELECT to_regclass('role') IS NULL")).isEqualTo("t");
  }

  @Test
  void a_deployment_of_seeds_alone_says_nothing_of_migrations_that_are_there() throws IOException {
    write("role.csv", "code\nA\n");
    tilth().deploy().orThrow();
    Tilth alone =
        Tilth.builder()
            .url(database.url())
            .migrations()
            .seeders(SeedFiles.in(SeedFolder.directory(seeds)))
            .build();

    assertThat(alone.plan().steps().warnings()).isEmpty();
    assertThat(alone.deploy().failure()).isEqualTo(Optional.empty());
  }

  private Tilth tilth() {
    return Tilth.builder()
        .url(database.url())
        .environment("dev")
        .migrations(new DirectoryMigrations(migrations))
        .seeders(SeedFiles.in(SeedFolder.directory(seeds)))
        .build();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(seeds.resolve(name), text);
  }
}
