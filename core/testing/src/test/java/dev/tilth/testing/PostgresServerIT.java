package dev.tilth.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {

  @TempDir private Path parent;
  private Path directory;
  private PostgresServer server;

  @BeforeEach
  void create() {
    directory = parent.resolve("server");
    server = PostgresServer.at(directory);
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void itOutlivesItsStarterAndIsFoundByOthers() throws Exception {
    String url;
    try (OtherJvm other = OtherJvm.run(OtherJvm.Starter.class, directory.toString())) {
      url = other.line();
      assertThat(other.exitCode()).isZero();
    }
    assertThat(server.status()).isInstanceOf(ServerStatus.Running.class);
    assertThat(server.url()).isEqualTo(url).startsWith("postgresql://tilth:").endsWith("/tilth");
    assertThat(query("SELECT current_setting('fsync') || current_database()")).isEqualTo("ontilth");
    assertThat(server.start()).isEqualTo(url);
  }

  @Test
  void startsAtTheSameTimeEndWithOneServer() throws Exception {
    try (OtherJvm one = OtherJvm.run(OtherJvm.Starter.class, directory.toString());
        OtherJvm two = OtherJvm.run(OtherJvm.Starter.class, directory.toString())) {
      String url = server.start();
      assertThat(one.line()).isEqualTo(url);
      assertThat(two.line()).isEqualTo(url);
    }
  }

  @Test
  void dataAndPortSurviveAStop() throws SQLException {
    String url = server.start();
    long kept = largeObject();
    server.stop();
    assertThat(server.status()).isEqualTo(new ServerStatus.Stopped());
    assertThatThrownBy(server::url)
        .isInstanceOf(ServerNotRunningException.class)
        .hasMessageContainingAll(directory.toString(), "stopped");
    assertThat(server.start()).isEqualTo(url);
    assertThat(largeObjects()).isEqualTo(Long.toString(kept));
  }

  @Test
  void aPortThatIsTakenIsReplaced() throws Exception {
    server.start();
    int port = running().port();
    server.stop();
    try (ServerSocket rival = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      server.start();
      assertThat(running().port()).isNotEqualTo(rival.getLocalPort());
    }
  }

  @Test
  void aKilledServerIsStaleAndRecovers() throws SQLException {
    server.start();
    long kept = largeObject();
    ProcessHandle.of(running().pid()).orElseThrow().destroyForcibly();
    await().until(() -> server.status().equals(new ServerStatus.Stale()));
    server.start();
    assertThat(largeObjects()).isEqualTo(Long.toString(kept));
  }

  @Test
  void theNumberOfAnotherProcessIsNotTakenForTheServer() throws IOException {
    server.start();
    Path pidFile = directory.resolve("data/postmaster.pid");
    String text = Files.readString(pidFile);
    server.stop();
    String number = Long.toString(ProcessHandle.current().pid());
    Files.writeString(pidFile, text.replaceFirst("^\\d+", number));
    assertThat(server.status()).isEqualTo(new ServerStatus.Stale());
    server.start();
    assertThat(Long.toString(running().pid())).isNotEqualTo(number);
  }

  @Test
  void aResetServerStartsEmptyWithTheSamePassword() throws SQLException {
    String url = server.start();
    largeObject();
    server.reset();
    assertThat(server.status()).isEqualTo(new ServerStatus.Absent());
    assertThat(server.start()).isEqualTo(url);
    assertThat(largeObjects()).isEqualTo("none");
  }

  @Test
  void whatWasNeverStartedIsAbsent() {
    assertThat(server.status()).isEqualTo(new ServerStatus.Absent());
    server.stop();
    server.reset();
    assertThat(directory).doesNotExist();
    assertThatThrownBy(server::url).hasMessageContaining("absent");
  }

  @Test
  void otherUsersCannotReadIt() throws IOException {
    server.start();
    assertThat(permissions("data/tilth.password")).isEqualTo("rw-------");
    assertThat(permissions("log")).isEqualTo("rw-------");
    assertThat(permissions("data")).isEqualTo("rwx------");
    assertThat(permissions("")).isEqualTo("rwx------");
  }

  private String permissions(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file)));
  }

  private ServerStatus.Running running() {
    return (ServerStatus.Running) server.status();
  }

  /** A query that writes, so that one helper is enough. */
  private long largeObject() throws SQLException {
    return Long.parseLong(query("SELECT lo_create(0)"));
  }

  private String largeObjects() throws SQLException {
    return query(
        "SELECT coalesce(string_agg(oid::text, ','), 'none') FROM pg_largeobject_metadata");
  }

  private String query(String sql) throws SQLException {
    URI uri = URI.create(server.url());
    String jdbc =
        "jdbc:postgresql://%s:%d%s".formatted(uri.getHost(), uri.getPort(), uri.getPath());
    String password = uri.getUserInfo().substring("tilth:".length());
    try (Connection connection = DriverManager.getConnection(jdbc, "tilth", password);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
