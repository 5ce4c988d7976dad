package dev.tilth.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tilth.catalog.SeedFile.Kind;
import dev.tilth.spi.Resource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SeedFileTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "roles.csv,             roles,      none, ROWS",
        "010_roles.csv,         roles,      none, ROWS",
        "10-roles.jsonl,        roles,      none, ROWS",
        "10_user-roles.csv.gz,  user-roles, none, ROWS",
        "roles.dev.csv,         roles,      dev,  ROWS",
        "010_roles.qa-2.jsonl.gz, roles,    qa-2, ROWS",
        "3_hours.sql,           hours,      none, SQL",
        "roles.conf,            roles,      none, SETTINGS",
        "A1.csv,                A1,         none, ROWS",
        "roles.v2.csv,          roles,      v2,   ROWS"
      })
  void a_name_tells_seeder_and_environment(
      String name, String seeder, String environment, Kind kind) {
    SeedFile file = SeedFile.of(empty(name)).orElseThrow();
    assertThat(file.seeder()).isEqualTo(seeder);
    assertThat(file.environment()).isEqualTo(Optional.ofNullable(environment));
    assertThat(file.kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "roles", "roles.csv~", "roles.csv.bak", "conf", "roles.tsv"})
  void other_files_belong_to_no_seeder(String name) {
    assertThat(SeedFile.of(empty(name))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2024.csv, no name of a seeder",
    "010_.csv, no name of a seeder",
    "010 roles.csv, no name of a seeder",
    "_roles.csv, no name of a seeder",
    "rôles.csv, no name of a seeder",
    "a.b.c.csv, no name of a seeder",
    "1234567890123456789_roles.csv, no name of a seeder",
    "roles.CSV, small letters",
    "Roles.Sql, small letters",
    "roles.sql.gz, can be compressed",
    "roles.conf.gz, can be compressed"
  })
  void a_name_that_looks_like_a_seeder_and_is_none_is_refused(String name, String reason) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> SeedFile.of(empty(name)))
        .withMessageContaining(reason);
  }

  @Test
  void numbers_come_before_names_and_files_without_a_number_last() {
    assertThat(
            Stream.of("a.csv", "10_b.csv", "9_c.csv", "010_a.csv", "b.csv")
                .map(name -> SeedFile.of(empty(name)).orElseThrow())
                .sorted(SeedFile.ORDER)
                .map(SeedFile::name))
        .containsExactly("9_c.csv", "010_a.csv", "10_b.csv", "a.csv", "b.csv");
  }

  @Test
  void text_is_utf_8_compressed_or_not() throws IOException {
    byte[] text = "code\nä".getBytes(StandardCharsets.UTF_8);
    assertThat(file("a.csv", text).text()).isEqualTo("code\nä");
    assertThat(file("a.csv.gz", compressed(text)).text()).isEqualTo("code\nä");
    file("a.csv.gz", compressed(text)).check();
  }

  @Test
  void what_is_no_text_is_told() throws IOException {
    byte[] latin = "code\n\"two\nlines\"\nä".getBytes(StandardCharsets.ISO_8859_1);
    assertUnreadable(
        file("a.csv", latin),
        "a.csv:4: the byte 0xE4 is not part of valid UTF-8. Save the file as UTF-8.");
    assertUnreadable(
        file("a.csv.gz", compressed(latin)),
        "a.csv.gz:4: the byte 0xE4 is not part of valid UTF-8. Save the file as UTF-8.");
    assertUnreadable(file("a.csv.gz", latin), "It cannot be unpacked.");
    Resource gone =
        Resource.of(
            "a.csv",
            () -> {
              throw new IOException("Gone.");
            });
    assertUnreadable(SeedFile.of(gone).orElseThrow(), "It cannot be read.");
  }

  private static void assertUnreadable(SeedFile file, String message) {
    assertThatExceptionOfType(IOException.class).isThrownBy(file::check).withMessage(message);
    assertThatExceptionOfType(IOException.class).isThrownBy(file::text).withMessage(message);
  }

  private static byte[] compressed(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text);
    }
    return bytes.toByteArray();
  }

  private static SeedFile file(String name, byte[] content) {
    return SeedFile.of(Resource.of(name, () -> new ByteArrayInputStream(content))).orElseThrow();
  }

  private static Resource empty(String name) {
    return Resource.of(name, () -> new ByteArrayInputStream(new byte[0]));
  }
}
