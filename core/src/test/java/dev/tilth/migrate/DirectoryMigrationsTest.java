package dev.tilth.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tilth.spi.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryMigrationsTest {

  @TempDir private Path directory;

  @Test
  void scripts_and_their_configuration_are_found_in_subdirectories_too() throws IOException {
    Files.createDirectory(directory.resolve("2026"));
    for (String name :
        new String[] {"V1__a.sql", "2026/V2__b.sql", "2026/V2__b.sql.conf", "notes.txt"}) {
      Files.writeString(directory.resolve(name), "");
    }

    assertThat(new DirectoryMigrations(directory).scripts())
        .extracting(Resource::name)
        .containsExactlyInAnyOrder("V1__a.sql", "V2__b.sql", "V2__b.sql.conf");
  }

  @Test
  void a_directory_that_is_missing_or_has_no_script_is_an_error_with_its_name() {
    assertThatExceptionOfType(UnusableScriptsException.class)
        .isThrownBy(() -> new DirectoryMigrations(directory).scripts())
        .withMessageContaining(directory.toString());
    assertThatExceptionOfType(UnusableScriptsException.class)
        .isThrownBy(() -> new DirectoryMigrations(directory.resolve("nowhere")).scripts())
        .withMessageContaining("There is no directory");
  }
}
