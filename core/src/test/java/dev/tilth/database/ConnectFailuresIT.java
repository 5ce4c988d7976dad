package dev.tilth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

@PostgresTest
class ConnectFailuresIT {

  private static final String ROLE = "tilth_connect_failures";

  private final DatabaseAddress address;
  private final TestDatabase database;

  ConnectFailuresIT(TestDatabase database) {
    this.database = database;
    this.address = DatabaseAddress.parse(database.url());
  }

  @Test
  void aHostThatIsNotKnownIsNamed() {
    assertUnreachable("postgresql://u:s3cret@no-such-host.invalid:6543/d")
        .hasMessageContainingAll("no-such-host.invalid:6543", "'d'", "'u'", "cannot be resolved");
  }

  @Test
  void aRefusedPortIsNamed() throws IOException {
    int port;
    try (ServerSocket closedAgain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closedAgain.getLocalPort();
    }
    assertUnreachable("postgresql://u:s3cret@127.0.0.1:" + port + "/d")
        .hasMessageContainingAll("127.0.0.1:" + port, "refused");
  }

  @Test
  void aServerThatAcceptsAndSaysNothingIsNotWaitedForForEver() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertUnreachable("postgresql://u:s3cret@127.0.0.1:" + silent.getLocalPort() + "/d")
          .isInstanceOf(ServerUnreachableException.class);
    }
  }

  @Test
  void anUnknownUserOrAWrongPasswordIsToldApartFromAnUnreachableServer() {
    assertUnreachable(url("nobody_like_this", "s3cret", database.name()))
        .isInstanceOf(LoginRejectedException.class)
        .hasMessageContainingAll("nobody_like_this", database.name(), "SQLSTATE 28");
  }

  @Test
  void anUnknownDatabaseIsNamed() {
    assertUnreachable(url(database.user(), database.password(), "no such db"))
        .isInstanceOf(UnknownDatabaseException.class)
        .hasMessageContainingAll("'no such db'", "CREATE DATABASE \"no such db\"");
  }

  @Test
  void tooManyConnectionsAreToldApart() throws SQLException {
    database.execute(
        """
        CREATE ROLE %1$s LOGIN PASSWORD 's3cret' CONNECTION LIMIT 1
        """
            .formatted(ROLE));
    String url = url(ROLE, "s3cret", database.name());
    try (Connection first =
        Connections.to(DatabaseAddress.parse(url), SessionSettings.DEFAULTS).open()) {
      assertThatThrownBy(() ->
              Connections.to(DatabaseAddress.parse(url), SessionSettings.DEFAULTS).open().close())
          .isInstanceOf(ServerBusyException.class)
          .hasMessageContainingAll(ROLE, "SQLSTATE 53300", "run it again")
          .hasMessageNotContaining("s3cret");
      assertThat(first.isValid(5)).isTrue();
    } finally {
      database.execute("DROP ROLE IF EXISTS " + ROLE);
    }
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertUnreachable(String url) {
    Connections connections =
        Connections.to(
            DatabaseAddress.parse(url),
            SessionSettings.DEFAULTS.withConnectTimeout(Duration.ofSeconds(1)));
    return assertThatThrownBy(() -> connections.open().close())
        .isInstanceOfSatisfying(
            TilthException.class,
            e -> assertThat(e.kind()).isEqualTo(FailureKind.DATABASE_UNREACHABLE))
        .hasMessageNotContaining("s3cret");
  }

  private String url(String user, String password, String name) {
    return "postgresql://%s:%s@%s/%s"
        .formatted(user, password, address.hostsAndPorts(), name.replace(" ", "%20"));
  }
}
