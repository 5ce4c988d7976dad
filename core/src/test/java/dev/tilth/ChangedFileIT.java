package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.catalog.SeedFolder;
import dev.tilth.config.SeedFiles;
import dev.tilth.deploy.Report;
import dev.tilth.migrate.DirectoryMigrations;
import dev.tilth.seed.ChunkProgress;
import dev.tilth.seed.ChunkShare;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that somebody writes to after their checksum was taken. */
@PostgresTest
final class ChangedFileIT {

  private final Path migrations;
  private final Path seeds;
  private TestDatabase database;

  ChangedFileIT(@TempDir Path directory) throws IOException {
    migrations = Files.createDirectory(directory.resolve("migrations"));
    seeds = Files.createDirectory(directory.resolve("seeds"));
  }

  @BeforeEach
  void start(TestDatabase given) throws IOException {
    database = given.another();
    Files.writeString(
        migrations.resolve("V1__tables.sql"),
        "CREATE TABLE thing (id bigint PRIMARY KEY, name text);"
            + "CREATE TABLE other (id bigint PRIMARY KEY, name text);");
    write("thing.csv", things("old"));
  }

  @Test
  void rows_of_a_file_that_is_rewritten_between_two_chunks_are_not_recorded() {
    inChunks();

    Report report =
        tilth(
                progress -> {
                  if (progress.chunks().done() == 1) {
                    write("thing.csv", things("new"));
                  }
                })
            .deploy();

    assertChanged(report, "chunk 2 of 3");
    assertThat(report.seeders().getFirst())
        .returns(Optional.of(new ChunkShare(1, 1, 3)), SeederOutcome::chunks);
    assertThat(names()).isEqualTo("10|old|old");
    assertThat(database.value("SELECT status FROM tilth.seed")).isEqualTo("incomplete");

    tilth().deploy().orThrow();
    assertThat(names()).isEqualTo("25|new|new");
  }

  @Test
  void a_file_that_is_cut_off_between_two_chunks_is_told_as_changed_and_not_as_wrong() {
    inChunks();

    Report report =
        tilth(
                progress -> {
                  if (progress.chunks().done() == 1) {
                    database.execute("ALTER TABLE thing ADD CHECK (id < 11)");
                    write("thing.csv", "id,name\n1,o");
                  }
                })
            .deploy();

    assertChanged(report, "chunk 2 of 3");
  }

  @Test
  void no_load_is_opened_of_a_file_that_was_rewritten_before_its_rows_were_counted() {
    inChunks();
    Tilth tilth = tilth();
    write("thing.csv", things("new"));

    assertChanged(tilth.deploy(), "rolled back");
    assertThat(names()).isEqualTo("0|NULL|NULL");
    assertThat(database.value("SELECT count(*) FROM tilth.seed")).isEqualTo("0");
  }

  @Test
  void a_file_that_was_rewritten_before_its_one_transaction_is_not_recorded_either() {
    Tilth alone = tilth();
    write("thing.csv", things("new"));

    assertChanged(alone.deploy(), "rolled back");
    assertThat(names()).isEqualTo("0|NULL|NULL");

    write("other.csv", things("old"));
    Tilth together = tilth();
    write("thing.csv", things("newer"));
    assertChanged(together.deploy(), "rolled back");
    assertThat(names()).isEqualTo("0|NULL|NULL");
    assertThat(database.column("SELECT name FROM tilth.seed")).containsExactly("other");
  }

  @Test
  void a_file_that_was_removed_counts_as_changed() throws IOException {
    inChunks();
    Tilth tilth = tilth();
    Files.delete(seeds.resolve("thing.csv"));

    assertChanged(tilth.deploy(), "rolled back");
  }

  private static void assertChanged(Report report, String where) {
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("thing.csv was changed while it was loaded; run again")
        .hasMessageContaining(where);
  }

  private String names() {
    return database.value("SELECT count(*), min(name), max(name) FROM thing");
  }

  private static String things(String name) {
    StringBuilder csv = new StringBuilder("id,name\n");
    for (int i = 1; i <= 25; i++) {
      csv.append("%d,%s\n".formatted(i, name));
    }
    return csv.toString();
  }

  private void inChunks() {
    write("thing.conf", "chunks = always, rows-per-chunk = 10");
  }

  /** In place. */
  private void write(String name, String text) {
    try {
      Files.writeString(seeds.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Tilth tilth() {
    return tilth(progress -> {});
  }

  private Tilth tilth(Consumer<ChunkProgress> progress) {
    return Tilth.builder()
        .url(database.url())
        .migrations(new DirectoryMigrations(migrations, 0))
        .seeders(SeedFiles.in(SeedFolder.directory(seeds)))
        .progress(progress)
        .build();
  }
}
