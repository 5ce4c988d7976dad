package dev.tilth.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tilth.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NetworkNamespaceIT {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void aHostThatVanishesSaysNothingToItsServer() throws Exception {
    assumeTrue(
        NetworkNamespace.isPossible(),
        "NOT TESTED: no network namespaces here; they need root and the program 'ip'.");
    try (NetworkNamespace host = NetworkNamespace.open();
        ExposedServer exposed = ExposedServer.at(host.address())) {
      TestDatabase database = exposed.server().database();
      Process process = host.start(client(database));
      try {
        Sessions sessions = Sessions.of(database);
        int pid = sessions.awaitOne("a.application_name = 'within'", LIMIT);
        assertThat(
                database.value(
                    "SELECT client_addr << inet '198.18.0.0/15' FROM pg_stat_activity WHERE pid = "
                        + pid))
            .isEqualTo("t");
        host.vanish();
        process.destroyForcibly().waitFor();
        assertThat(sessions.awaitOne("a.application_name = 'within'", LIMIT)).isEqualTo(pid);
        assertThat(sessions.terminate("true")).isEqualTo(1);
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static ProcessBuilder client(TestDatabase database) {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Client.class.getName(),
            database.jdbcUrl(),
            database.user(),
            database.password())
        .inheritIO();
  }

  /** Connects and stays. */
  static final class Client {

    private Client() {}

    public static void main(String[] arguments) throws Exception {
      String url = arguments[0] + "?ApplicationName=within";
      try (var connection = DriverManager.getConnection(url, arguments[1], arguments[2])) {
        List.of(connection.isValid(1));
        TimeUnit.MINUTES.sleep(5);
      }
    }
  }
}
