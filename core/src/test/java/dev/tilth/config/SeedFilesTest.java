package dev.tilth.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.catalog.SeedFolder;
import dev.tilth.spi.ChunkedTableSeeder;
import dev.tilth.spi.Resource;
import dev.tilth.spi.SeedMode;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import dev.tilth.spi.TableSeeder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeedFilesTest {

  private final Path directory;

  SeedFilesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void a_file_alone_is_a_seeder_with_defaults() throws IOException {
    write("010_roles.csv", "code\nA\n");
    write("hours.sql", "SELECT 1;");

    List<Seeder> seeders = read();

    assertThat(seeders.getFirst().spec()).isEqualTo(SeederSpec.onChange("roles"));
    TableData data = data(seeders.getFirst());
    assertThat(data.table()).isEqualTo("roles");
    assertThat(data.mode()).isEqualTo(TableMode.MERGE);
    assertThat(data.key()).isEmpty();
    assertThat(data.mostDeleted()).isEqualTo(TableData.MOST_DELETED);
    SeederSpec sql = seeders.getLast().spec();
    assertThat(sql.mode()).isEqualTo(SeedMode.ONCE);
    assertThat(sql.resources()).extracting(Resource::name).containsExactly("hours.sql");
  }

  @Test
  void a_conf_beside_it_says_the_rest() throws IOException {
    write("roles.csv", "code\n");
    write(
        "roles.conf",
        """
        table = app.user_role
        key = [code, "tenant.code"]
        mode = mirror
        run = once
        version = 3
        depends-on = "tenants, users"
        environments = [dev, demo]
        tags = [reference]
        insert-only = note
        masked = [secret]
        most-deleted = 5
        """);

    Seeder seeder = read().getFirst();

    assertThat(seeder.spec())
        .isEqualTo(
            SeederSpec.once("roles")
                .withVersion(3)
                .after("tenants", "users")
                .in("dev", "demo")
                .tagged("reference"));
    TableData data = data(seeder);
    assertThat(data.table()).isEqualTo("app.user_role");
    assertThat(data.key()).containsExactly("code", "tenant.code");
    assertThat(data.mode()).isEqualTo(TableMode.MIRROR);
    assertThat(data.insertOnly()).containsExactly("note");
    assertThat(data.masked()).containsExactly("secret");
    assertThat(data.mostDeleted()).isEqualTo(5);
  }

  @Test
  void one_conf_may_say_it_for_all() throws IOException {
    write("10_roles.csv", "code\n");
    write("20_hours.sql", "SELECT 1;");
    write(
        "seeds.conf",
        """
        roles { table = app.role, tags = [reference] }
        hours { run = on-change, depends-on = roles, tags = ${roles.tags} }
        """);

    assertThat(data(read().getFirst()).table()).isEqualTo("app.role");
    assertThat(read().getLast().spec().mode()).isEqualTo(SeedMode.ON_CHANGE);
    assertThat(read().getLast().spec().dependsOn()).containsExactly("roles");
    assertThat(read().getLast().spec().tags()).containsExactly("reference");
  }

  @Test
  void an_empty_list_declares_that_nothing_is_needed() throws IOException {
    write("hours.sql", "SELECT 1;");
    write("roles.csv", "code\n");
    write("roles.conf", "depends-on = []");

    assertThat(read().getFirst().spec().dependencies()).isEmpty();
    assertThat(read().getLast().spec().dependencies()).contains(Set.of());
  }

  @Test
  void numbers_order_and_names_after_them() throws IOException {
    for (String name : List.of("b.csv", "10-z.csv", "9_y.jsonl", "010_x.csv", "a.sql")) {
      write(name, "SELECT 1\n");
    }
    assertThat(read())
        .extracting(seeder -> seeder.spec().name())
        .containsExactly("y", "x", "z", "a", "b");
  }

  @Test
  void an_overlay_belongs_to_its_environment() throws IOException {
    write("10_roles.csv", "code\n");
    write("roles.dev.csv", "code\n");
    write("10_roles.demo.jsonl", "{}\n");
    write("roles.conf", "environments = [dev, demo, qa]");

    assertThat(data(read().getFirst()).overlays()).containsOnlyKeys("dev", "demo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "other.dev.csv|code|There is no other.csv or other.jsonl|other.dev.csv",
        "my.roles.csv|code|There is no my.csv or my.jsonl|the name of a seeder has no dot",
        "roles.dev.sql|SELECT 1|SQL has no overlays|environments = [dev]",
        "hours.dev.csv|code|SQL has no overlays|environments = [dev]",
        "20_roles.jsonl|{}|It would be the seeder roles, as|Rename one of them.",
        "roles.sql|SELECT 1|It would be the seeder roles, as|roles.sql",
        "2024.csv|code|no name of a seeder|2024.csv",
        "more.CSV|code|small letters|more.CSV",
        "more.sql|COMMIT|COMMIT would end|Line 1",
        "more.sql|--|It has no statement.|more.sql",
        "role.conf|table = a|There is no file of this seeder|Did you mean 'roles'?",
        "roles.dev.conf|table = a|its overlay says|roles.dev.conf",
        "roles.conf|tabel = a|There is no such setting. Did you mean 'table'?|roles.tabel",
        "roles.conf|table = ''|Expected is the name of a table|roles.table",
        "roles.conf|mode = merg|Expected is one of insert-missing, merge, mirror|roles.conf: 1",
        "roles.conf|run = always|Expected is one of once, on-change|'always'",
        "roles.conf|version = 0|Expected is a whole number from 1|roles.version",
        "roles.conf|version = [1]|It must be a single value|roles.version",
        "roles.conf|key { a = b }|It must be a list of texts|roles.key",
        "roles.conf|most-deleted = -1|Expected is a whole number from 0|roles.most-deleted",
        "roles.conf|chunks = sometimes|Expected is one of auto, always, never|roles.chunks",
        "roles.conf|chunks = always, mode = mirror|A mirror has to know all rows|roles.chunks",
        "roles.conf|rows-per-chunk = 0|Expected is a whole number from 1|roles.rows-per-chunk",
        "hours.conf|chunks = always|a seeder in SQL has none|hours.chunks",
        "roles.conf|table = |not well-formed HOCON|roles.conf",
        "roles.conf|table = ${PATH}|${PATH} is no value of this file|roles.conf",
        "roles.conf|table = ${?PATH}|${PATH} is no value of this file|roles.conf",
        "roles.conf|table = ${key}, key = ${table}|lead in a circle|roles.conf",
        "hours.conf|table = a|a seeder in SQL has none|hours.table",
        "seeds.conf|roles = 1|It must be an object|roles",
        "seeds.conf|rolls { table = a }|There is no file of this seeder|Did you mean 'roles'?",
        "seeds.conf|roles { kee = a }|There is no such setting. Did you mean 'key'?|roles.kee"
      })
  void a_mistake_is_told_with_its_place(String name, String text, String reason, String place)
      throws IOException {
    write("10_roles.csv", "code\n");
    write("hours.sql", "SELECT 1;");
    write(name, text.replace("''", "\"\"") + "\n");

    InvalidSettingsException failure = failure();

    assertThat(failure).hasMessageContaining(reason).hasMessageContaining(place);
    assertThat(failure.kind().exitCode()).isEqualTo(64);
    assertThat(failure).hasMessageStartingWith("The seeders in " + directory + " have a problem.");
  }

  @Test
  void two_confs_for_one_seeder_are_one_too_many() throws IOException {
    write("roles.csv", "code\n");
    write("roles.conf", "table = a");
    write("seeds.conf", "roles { table = b }");
    assertThat(failure()).hasMessageContaining("Two files configure this seeder");
  }

  @Test
  void what_is_not_utf_8_is_told_before_anything_runs() throws IOException {
    byte[] latin = "ä".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(directory.resolve("roles.csv"), latin);
    Files.write(directory.resolve("roles.qa.csv"), latin);
    Files.write(directory.resolve("hours.sql"), latin);
    Files.write(directory.resolve("hours.conf"), latin);
    Files.write(directory.resolve("packed.jsonl.gz"), latin);

    assertThat(failure().problems())
        .extracting(SettingProblem::key)
        .containsExactlyInAnyOrder(
            "hours.conf", "hours.sql", "packed.jsonl.gz", "roles.csv", "roles.qa.csv");
  }

  @Test
  void a_folder_without_a_seeder_is_a_mistake() throws IOException {
    assertThat(failure()).hasMessageContaining("It has no seeder");
    write("README.md", "Nothing yet.");
    assertThat(failure()).hasMessageContaining("It has no seeder");
    assertThat(
            catchThrowableOfType(
                InvalidSettingsException.class,
                () -> SeedFiles.in(SeedFolder.directory(directory.resolve("no"))).seeders()))
        .hasMessageContaining("There is no such directory.");
  }

  @Test
  void all_problems_of_all_folders_are_told_together() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));
    Files.writeString(other.resolve("roles.csv"), "code\n");
    write("roles.csv", "code\n");
    write("roles.conf", "mode = x\nversion = y\n");
    write("a.b.c.csv", "code\n");

    InvalidSettingsException failure =
        catchThrowableOfType(
            InvalidSettingsException.class,
            () ->
                SeedFiles.in(SeedFolder.directory(directory), SeedFolder.directory(other))
                    .seeders());

    assertThat(failure.problems())
        .extracting(SettingProblem::key)
        .containsExactly("a.b.c.csv", "roles.mode", "roles.version", "roles");
    assertThat(failure).hasMessageContaining("have 4 problems. Nothing was done.");
  }

  @Test
  void a_release_is_that_of_the_files() throws IOException {
    assertThat(SeedFiles.in(SeedFolder.directory(directory)).release()).isZero();
    assertThat(SeedFiles.in(SeedFolder.directory(directory)).withRelease(7).release()).isEqualTo(7);
  }

  @Test
  void a_large_file_is_in_chunks_unless_something_keeps_it_from_that() throws IOException {
    String large = "code\n" + "A\n".repeat(10);
    for (String name : List.of("auto", "never", "mirrored", "overlaid")) {
      write(name + ".csv", large);
    }
    write("never.conf", "chunks = never");
    write("mirrored.conf", "mode = mirror");
    write("overlaid.dev.csv", "code\nB\n");
    write("small.csv", "code\nA\n");
    write("wanted.csv", "code\nA\n");
    write("wanted.conf", "chunks = always, rows-per-chunk = 7");

    assertThat(SeedFiles.in(SeedFolder.directory(directory)).withChunksAbove(20).seeders())
        .filteredOn(ChunkedTableSeeder.class::isInstance)
        .extracting(
            seeder -> seeder.spec().name(),
            seeder -> ((ChunkedTableSeeder) seeder).rowsPerChunk(),
            seeder -> ((ChunkedTableSeeder) seeder).data().table())
        .containsExactly(
            tuple("auto", ChunkedTableSeeder.ROWS_PER_CHUNK, "auto"), tuple("wanted", 7, "wanted"));
  }

  @Test
  void an_overlaid_file_cannot_be_made_to_be_in_chunks() throws IOException {
    write("roles.csv", "code\nA\n");
    write("roles.dev.csv", "code\nA\n");
    write("roles.conf", "chunks = always");

    assertThat(failure()).hasMessageContaining("An overlay takes the place of rows anywhere");
  }

  private InvalidSettingsException failure() {
    return catchThrowableOfType(InvalidSettingsException.class, this::read);
  }

  private List<Seeder> read() {
    return SeedFiles.in(SeedFolder.directory(directory)).seeders();
  }

  private static TableData data(Seeder seeder) {
    assertThat(seeder).isInstanceOf(TableSeeder.class);
    return ((TableSeeder) seeder).tables().getFirst();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
