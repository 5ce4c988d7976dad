package dev.tilth.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.plan.MigrationScript;
import dev.tilth.plan.Version;
import dev.tilth.spi.MigrationSource;
import dev.tilth.spi.Resource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MigrationContentTest {

  @Test
  void names_are_taken_apart_as_flyway_does() {
    assertThat(
            read(
                    script("V1_2__add_phone_number.sql", "x"),
                    script("V2026.11.22__a.sql", "x"),
                    script("R__all_views.sql", "x"),
                    script("R__all_views.sql.conf", "executeInTransaction=false"))
                .scripts())
        .extracting(MigrationScript::version, MigrationScript::description)
        .containsExactly(
            tuple(Optional.of(Version.of("1.2")), "add phone number"),
            tuple(Optional.of(Version.of("2026.11.22")), "a"),
            tuple(Optional.empty(), "all views"));
  }

  @Test
  void every_unusable_file_is_reported_at_once() {
    assertThatExceptionOfType(UnusableScriptsException.class)
        .isThrownBy(() ->
            read(
                script("V1_a.sql", ""),
                script("v2__a.sql", ""),
                script("V3__a.sql", ""),
                script("V3.0__b.sql", ""),
                script("R__c.sql", ""),
                script("R__c.sql", ""),
                new Bytes("V4__latin.sql", new byte[] {'-', '-', (byte) 0xE4}),
                new Unreadable()))
        .withMessageContaining("V1_a.sql is not the name of a migration")
        .withMessageContaining("v2__a.sql is not")
        .withMessageContaining("V3__a.sql and V3.0__b.sql have the same version")
        .withMessageContaining("R__c.sql is there more than once")
        .withMessageContaining("V4__latin.sql is not UTF-8")
        .withMessageContaining("V5__gone.sql cannot be read: the disk is on fire");
  }

  @Test
  void what_the_history_cannot_hold_is_refused() {
    String longDescription = "x".repeat(201);
    assertThatExceptionOfType(UnusableScriptsException.class)
        .isThrownBy(() ->
            read(
                script("R__%s.sql".formatted(longDescription), ""),
                script("V%s__a.sql".formatted("1".repeat(51)), "")))
        .withMessageContaining(
            "The description of a migration has 200 characters at most, but this one has 201: xxx")
        .withMessageContaining(
            "The version of a migration has 50 characters at most, but this one has 51: 111")
        .satisfies(e -> assertThat(e.kind().exitCode()).isEqualTo(64));
    assertThat(read(script("R__%s.sql".formatted("x".repeat(200)), "")).scripts()).hasSize(1);
  }

  @Test
  void the_checksum_ignores_line_endings_and_a_byte_order_mark() {
    assertThat(checksum("SELECT 1;\nSELECT 'ä';\n"))
        .isEqualTo(checksum("SELECT 1;\r\nSELECT 'ä';\r\n"))
        .isEqualTo(checksum("\uFEFFSELECT 1;\nSELECT 'ä';"))
        .isNotEqualTo(checksum("SELECT 1;\nSELECT 'a';\n"));
  }

  private static int checksum(String text) {
    return read(script("V1__a.sql", text)).scripts().get(0).checksum();
  }

  private static MigrationContent read(Resource... scripts) {
    return MigrationContent.read(List.of(new Source(Arrays.asList(scripts))));
  }

  private static Resource script(String name, String text) {
    return new Bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private record Source(List<Resource> scripts) implements MigrationSource {

    @Override
    public String name() {
      return "test";
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Bytes(String name, byte[] bytes) implements Resource {

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }

  private record Unreadable() implements Resource {

    @Override
    public String name() {
      return "V5__gone.sql";
    }

    @Override
    public InputStream open() throws IOException {
      throw new IOException("the disk is on fire");
    }
  }
}
