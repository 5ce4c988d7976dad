package dev.tilth.testing.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlatformTest {

  @Test
  void namesFollowTheBinaries() {
    assertThat(Platform.of("Linux", "amd64"))
        .isEqualTo(new Platform("linux-amd64", "linux-x86_64"));
    assertThat(Platform.of("Linux", "aarch64"))
        .isEqualTo(new Platform("linux-arm64v8", "linux-arm_64"));
    assertThat(Platform.of("Mac OS X", "aarch64").resource())
        .isEqualTo("postgres-darwin-arm_64.txz");
  }

  @Test
  void otherMachinesAreToldWhatToDo() {
    assertThatThrownBy(() -> Platform.of("Windows 11", "amd64"))
        .isInstanceOf(UnsupportedPlatformException.class)
        .hasMessageContainingAll("Windows 11", "TILTH_TEST_DATABASE_URL");
    assertThatThrownBy(() -> Platform.of("Linux", "riscv64")).hasMessageContaining("riscv64");
  }
}
