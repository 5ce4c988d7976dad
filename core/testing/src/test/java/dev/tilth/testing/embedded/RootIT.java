package dev.tilth.testing.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Root without user namespaces, as in a container under Docker's default profile. */
class RootIT {

  static List<List<String>> ways() {
    return RunAsNobody.WAYS;
  }

  @ParameterizedTest
  @MethodSource("ways")
  void rootRunsTheServerAsNobody(List<String> way) throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root becomes nobody");
    Path directory = Files.createTempDirectory("tilth-root");
    Cluster cluster = Binaries.of(0, new RunAsNobody(way)).cluster(directory);
    try {
      cluster.create(List.of());
      cluster.start(0);
      assertThat(cluster.running()).isPresent();
      long pid = cluster.running().orElseThrow().pid();
      assertThat(ProcessHandle.of(pid).orElseThrow().info().user()).hasValue("nobody");
    } finally {
      cluster.abort();
      Tree.delete(directory);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aDirectoryThatNobodyCannotEnterIsNamed(List<String> way) throws IOException {
    Path closed =
        Files.createTempDirectory(
            "tilth-closed",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path directory = Tree.createPrivate(closed.resolve("server"));
    try {
      Cluster cluster = Binaries.of(0, new RunAsNobody(way)).cluster(directory);
      assertThatThrownBy(() -> cluster.create(List.of()))
          .isInstanceOf(RootRefusedException.class)
          .hasMessageContaining(directory.toString());
    } finally {
      Tree.delete(closed);
    }
  }
}
