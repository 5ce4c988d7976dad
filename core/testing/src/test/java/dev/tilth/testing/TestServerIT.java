package dev.tilth.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Embedded servers, whatever server the other tests of this run use. */
class TestServerIT {

  private static final ServerChoice EMBEDDED = new ServerChoice("", "embedded");

  @Test
  void aClosedServerLeavesNothing() throws IOException {
    TestServer server = TestServer.on(EMBEDDED.start(0));
    Path data = Path.of(server.database().value("SHOW data_directory"));
    long pid = postmaster(data);
    server.close();
    server.close();
    assertThat(directory(data)).doesNotExist();
    await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void aJvmThatEndsTakesItsServerAlong() throws Exception {
    try (OtherJvm other = OtherJvm.run(OtherJvm.Holder.class)) {
      Path data = Path.of(other.line());
      assertThat(data).exists();
      other.end();
      assertThat(other.exitCode()).isZero();
      assertThat(data).doesNotExist();
    }
  }

  @Test
  void theNextServerRemovesWhatAKilledJvmLeft() throws Exception {
    try (OtherJvm other = OtherJvm.run(OtherJvm.Holder.class)) {
      Path data = Path.of(other.line());
      long pid = postmaster(data);
      other.kill();
      assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isPresent();
      TestServer.on(EMBEDDED.start(0)).close();
      assertThat(directory(data)).doesNotExist();
      await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }
  }

  @Test
  void aServerOfSomebodyElseIsUsedAndKept() {
    try (TestServer theirs = TestServer.on(EMBEDDED.start(0))) {
      TestDatabase kept = theirs.database();
      TestServer ours = TestServer.on(new ServerChoice(kept.url(), "embedded").start(0));
      String name = ours.database().name();
      assertThat(kept.column("SELECT datname FROM pg_database")).contains(name);
      ours.close();
      assertThat(kept.column("SELECT datname FROM pg_database"))
          .doesNotContain(name)
          .contains(kept.name());
    }
  }

  @Test
  void aVersionThatTheirServerIsNotIsEmbedded() {
    try (TestServer theirs = TestServer.on(EMBEDDED.start(0));
        TestServer ours =
            TestServer.on(new ServerChoice(theirs.database().url(), "embedded").start(14))) {
      assertThat(ours.majorVersion()).isEqualTo(14);
    }
  }

  @Test
  void theDefaultVersionIsAMatterOfChoice() {
    ServerChoice oldest = new ServerChoice("", "embedded", 14);
    try (TestServer ours = TestServer.on(oldest.start(0))) {
      assertThat(ours.majorVersion()).isEqualTo(14);
      String url = ours.database().url();
      try (TestServer theirs = TestServer.on(new ServerChoice(url, "embedded", 14).start(0))) {
        assertThat(theirs.address()).hasToString(ours.address().toString());
      }
    }
  }

  @Test
  void anUnknownKindIsRefused() {
    assertThatThrownBy(() -> new ServerChoice("", "docker").start(0))
        .isInstanceOf(UnknownServerKindException.class)
        .hasMessageContainingAll("'docker'", "'embedded'", "'testcontainers'");
  }

  @Test
  void aVersionWithoutBinariesIsRefused() {
    assertThatThrownBy(() -> EMBEDDED.start(13))
        .hasMessageContainingAll("PostgreSQL 13", "18.", "14.", "tilth.postgres.binaries");
  }

  private static long postmaster(Path data) throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
  }

  private static Path directory(Path data) {
    return data.resolve("..").normalize();
  }
}
