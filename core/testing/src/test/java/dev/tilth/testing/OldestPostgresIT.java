package dev.tilth.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@PostgresTest(version = 14)
class OldestPostgresIT {

  @Test
  void anyVersionRunsBesideTheDefault(TestDatabase database) {
    assertThat(database.majorVersion()).isEqualTo(14);
    assertThat(database.value("SHOW server_version")).startsWith("14.");
  }
}
