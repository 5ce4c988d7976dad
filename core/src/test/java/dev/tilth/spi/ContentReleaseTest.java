package dev.tilth.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentReleaseTest {

  @TempDir private Path directory = Path.of("");

  @ParameterizedTest
  @CsvSource({"0,0", "'  57\n',57", "999999999999999999,999999999999999999"})
  void a_number_is_the_release(String text, long release) throws IOException {
    assertThat(ContentRelease.in(file(text))).isEqualTo(release);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.2", "${tilth.content.release}", "1000000000000000000"})
  void anything_else_is_refused_as_it_stands_there(String text) {
    assertThatExceptionOfType(UnusableReleaseException.class)
        .isThrownBy(() -> ContentRelease.in(file(text)))
        .withMessageContaining("release.txt")
        .withMessageContaining("is '%s'".formatted(text))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.USAGE));
  }

  @Test
  void a_resource_that_is_missing_is_refused() {
    assertThatExceptionOfType(UnusableReleaseException.class)
        .isThrownBy(() -> ContentRelease.in(Resource.file(directory.resolve("release.txt"))))
        .withMessageContaining("cannot be read");
  }

  private Resource file(String text) throws IOException {
    return Resource.file(Files.writeString(directory.resolve("release.txt"), text));
  }
}
