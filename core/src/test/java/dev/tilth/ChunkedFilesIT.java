package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tilth.catalog.SeedFolder;
import dev.tilth.config.SeedFiles;
import dev.tilth.deploy.Forecast;
import dev.tilth.deploy.PlanDetail;
import dev.tilth.deploy.Report;
import dev.tilth.migrate.DirectoryMigrations;
import dev.tilth.plan.ContentChangedException;
import dev.tilth.plan.RowChanges;
import dev.tilth.plan.Selection;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.rehearse.RehearsedStep;
import dev.tilth.render.Renderer;
import dev.tilth.seed.ChunkShare;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.RowCounts;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of rows that are loaded in chunks. */
@PostgresTest
final class ChunkedFilesIT {

  private final Path migrations;
  private final Path seeds;
  private TestDatabase database;

  ChunkedFilesIT(@TempDir Path directory) throws IOException {
    migrations = Files.createDirectory(directory.resolve("migrations"));
    seeds = Files.createDirectory(directory.resolve("seeds"));
  }

  @BeforeEach
  void start(TestDatabase given) throws IOException {
    database = given.another();
    Files.writeString(
        migrations.resolve("V1__tables.sql"),
        """
        CREATE TABLE thing (id bigint PRIMARY KEY, name text, parent bigint REFERENCES thing);
        CREATE TABLE note (id bigint PRIMARY KEY, thing_id bigint NOT NULL REFERENCES thing);
        """);
    Tilth.builder()
        .url(database.url())
        .migrations(new DirectoryMigrations(migrations, 0))
        .seeders()
        .build()
        .migrate()
        .orThrow();
  }

  @Test
  void a_large_file_is_loaded_in_chunks_by_itself() throws IOException {
    write("thing.csv", things(25));
    write("thing.conf", "rows-per-chunk = 10");
    write("note.csv", "id,thing.id\n1,25\n");
    write("note.conf", "depends-on = thing");

    Report report = tilth().deploy().orThrow();

    assertThat(report.seeders().getFirst())
        .returns(Optional.of(new ChunkShare(3, 3, 3)), SeederOutcome::chunks)
        .returns(Optional.of(new RowCounts(25, 0, 0, 0)), SeederOutcome::rows)
        .returns(true, SeederOutcome::exact);
    assertThat(report.seeders().getLast().chunks()).isEmpty();
    assertThat(database.value("SELECT count(*), sum(id) FROM thing")).isEqualTo("25|325");
    assertThat(tilth().deploy().outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
  }

  @Test
  void a_file_that_grows_is_merged_in_chunks() throws IOException {
    write("thing.csv", things(3));
    tilth().deploy().orThrow();
    write("thing.csv", things(25).replace("Thing 2\n", "Second\n"));
    write("thing.conf", "rows-per-chunk = 10");

    Report report = tilth().deploy().orThrow();

    assertThat(report.seeders().getFirst().rows()).contains(new RowCounts(22, 1, 0, 2));
    assertThat(database.value("SELECT status, rows_inserted, rows_updated FROM tilth.seed"))
        .isEqualTo("done|22|1");
  }

  @Test
  void a_mistake_anywhere_is_found_before_the_first_chunk() throws IOException {
    write("thing.csv", things(25) + "7,Again\n");
    write("thing.conf", "rows-per-chunk = 10");

    Report report = tilth().deploy();

    assertThat(report.failure())
        .hasValueSatisfying(failure ->
            assertThat(failure)
                .hasMessageContaining("thing.csv:27")
                .hasMessageContaining("line 8"));
    assertThat(database.value("SELECT count(*) FROM thing")).isEqualTo("0");
    assertThat(database.value("SELECT count(*) FROM tilth.seed")).isEqualTo("0");
  }

  @Test
  void rows_that_refer_to_each_other_are_loaded_in_one_transaction() throws IOException {
    write("thing.csv", "id,name,parent.id\n" + "1,a,3\n2,b,1\n3,c,\n" + many());
    write("thing.conf", "rows-per-chunk = 2");

    Report report = tilth().deploy().orThrow();

    assertThat(report.seeders().getFirst().chunks()).isEmpty();
    assertThat(database.value("SELECT parent FROM thing WHERE id = 1")).isEqualTo("3");
    assertThat(database.value("SELECT status, chunk_size FROM tilth.seed")).isEqualTo("done|NULL");
  }

  @Test
  void rows_that_hold_the_number_of_another_one_are_loaded_in_one_transaction() throws IOException {
    write("thing.csv", "id,name,parent\n" + "1,a,39\n2,b,1\n3,c,\n" + many());
    write("thing.conf", "rows-per-chunk = 2");

    Report report = tilth().deploy().orThrow();

    assertThat(report.seeders().getFirst().chunks()).isEmpty();
    assertThat(database.value("SELECT parent FROM thing WHERE id = 1")).isEqualTo("39");
  }

  @Test
  void a_plan_and_a_rehearsal_say_that_chunks_are_not_foreseen() throws IOException {
    write("thing.csv", things(25));
    write("note.csv", "id,thing.id\n1,25\n");
    write("note.conf", "depends-on = thing");

    Forecast forecast = tilth().plan();

    assertThat(forecast.rows().getFirst().tables())
        .containsExactly(new RowChanges.Unknown("thing", "its chunks are written"));
    assertThat(forecast.rows().getLast().tables())
        .containsExactly(new RowChanges.Unknown("public.note", "thing has run"));
    assertThat(forecast.hash()).isPresent();
    assertThat(tilth().rehearse(Selection.DEPLOY, Consent.NONE).steps())
        .filteredOn(step -> step.name().equals("thing"))
        .extracting(RehearsedStep::result)
        .containsExactly(RehearsedStep.Result.LEFT_OUT);
  }

  @Test
  void a_plan_tells_that_a_load_is_continued() throws IOException {
    database.execute("ALTER TABLE thing ADD CHECK (id <> 15)");
    write("thing.csv", things(25));
    write("thing.conf", "rows-per-chunk = 10");
    Report failed = tilth().deploy();
    assertThat(failed.failure())
        .hasValueSatisfying(failure ->
            assertThat(failure)
                .hasMessageContaining("chunk 2 of 3")
                .hasMessageContaining("thing.csv:16"));

    Forecast forecast = tilth().plan(Selection.DEPLOY, Consent.NONE, PlanDetail.COUNTS);

    assertThat(Renderer.text(false).plan(forecast)).contains("continued, 1 of 3 chunks are done");
    assertThat(Renderer.markdown().plan(forecast)).contains("continued, 1 of 3 chunks are done");
    assertThat(Renderer.text(false).status(tilth().status()))
        .contains("; of thing 1 of 3 chunks are done");
    assertThat(Renderer.json().status(tilth().status()))
        .contains("\"finished_at\":null,\"done\":false");
    assertEarlierContentIsTold();
    database.execute("ALTER TABLE thing DROP CONSTRAINT thing_id_check");
    assertThat(tilth().deploy().orThrow().rows()).isEqualTo(new RowCounts(15, 0, 0, 0));
  }

  private void assertEarlierContentIsTold() throws IOException {
    write("thing.csv", things(26));
    assertThat(Renderer.text(false).plan(tilth().plan()))
        .contains("changed, 1 of 3 chunks of an earlier content are done");
    assertThat(Renderer.text(false).status(tilth().status()))
        .contains("; of thing 1 of 3 chunks of an earlier content are done");
    write("thing.csv", things(25));
  }

  @Test
  void a_corrected_file_of_a_seeder_that_runs_once_takes_what_its_failure_asks_for()
      throws IOException {
    database.execute("ALTER TABLE thing ADD CHECK (name <> 'Thing 15')");
    write("thing.csv", things(25));
    write("thing.conf", "rows-per-chunk = 10, run = once");
    Report failed = tilth().deploy();
    assertThat(failed.failure().orElseThrow())
        .hasMessageContaining("thing.csv:16")
        .hasMessageContaining("what is corrected in its source is other content")
        .hasMessageContaining("--force thing");
    assertThat(Renderer.text(false).report(failed))
        .contains("run deploy again, with what its message asks for: it does the rest.");
    write("thing.csv", things(25).replace("Thing 15", "Fifteenth"));

    assertThatExceptionOfType(ContentChangedException.class)
        .isThrownBy(() -> tilth().deploy())
        .withMessageContaining("when 1 of 3 chunks were done. If it cannot be loaded without")
        .withMessageContaining("--force thing");

    Selection forced = Selection.DEPLOY.withForce(Set.of("thing"));
    Report corrected = tilth().run("deploy", forced, Consent.NONE).orThrow();
    assertThat(corrected.rows()).isEqualTo(new RowCounts(15, 0, 0, 10));
  }

  @Test
  void a_plan_tells_what_a_run_would_find_before_the_first_chunk() throws IOException {
    write("thing.csv", things(25) + "7,Again\n");
    write("thing.conf", "rows-per-chunk = 10");

    Forecast forecast = tilth().plan();

    assertThat(forecast.hash()).isEmpty();
    assertThat(forecast.failures())
        .singleElement()
        .satisfies(failure ->
            assertThat(failure)
                .hasMessageContaining("thing.csv:27")
                .hasMessageContaining("line 8"));
    write("thing.csv", things(25) + "26,\"open");
    assertThat(tilth().plan().failures())
        .singleElement()
        .satisfies(failure -> assertThat(failure).hasMessageContaining("thing.csv:27"));
    assertThat(database.value("SELECT count(*) FROM thing")).isEqualTo("0");
  }

  @Test
  void a_plan_does_not_judge_a_file_by_a_table_that_a_migration_is_about_to_change()
      throws IOException {
    Files.writeString(
        migrations.resolve("V2__more.sql"), "ALTER TABLE thing ADD COLUMN more text;");
    write("thing.csv", things(25).replaceAll("\n", ",more\n"));

    assertThat(tilth().plan().failures()).isEmpty();
    tilth().deploy().orThrow();
  }

  /** As many as it takes to be large. */
  private static String many() {
    StringBuilder rows = new StringBuilder();
    for (int i = 10; i < 40; i++) {
      rows.append("%d,many,\n".formatted(i));
    }
    return rows.toString();
  }

  private static String things(int count) {
    StringBuilder csv = new StringBuilder("id,name\n");
    for (int i = 1; i <= count; i++) {
      csv.append("%d,Thing %d\n".formatted(i, i));
    }
    return csv.toString();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(seeds.resolve(name), text);
  }

  private Tilth tilth() {
    return Tilth.builder()
        .url(database.url())
        .migrations(new DirectoryMigrations(migrations, 0))
        .seeders(SeedFiles.in(SeedFolder.directory(seeds)).withChunksAbove(200))
        .build();
  }
}
