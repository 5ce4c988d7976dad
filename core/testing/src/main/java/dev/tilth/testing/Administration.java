package dev.tilth.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** What is done to the server from outside the test databases. */
final class Administration {

  static final String EMPTY = "template0";

  /** Not UTC, so that code that forgets the zone is found out; half an hour off, and behind. */
  private static final String TIME_ZONE = "America/St_Johns";

  /** A closed socket is noticed within milliseconds; a backend that is busy takes longer. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final long PAUSE_MILLIS = 20;

  private static final String CONNECTED =
      """
      SELECT pid, format('%s to %s, %s for %s s, last statement: %s', coalesce(nullif(application_name, ''), '(no application name)'), datname,
                         coalesce(state, 'unknown'), extract(epoch FROM clock_timestamp() - state_change)::int, query)
        FROM pg_stat_activity
       WHERE datname = ANY (?) AND backend_type = 'client backend'
       ORDER BY backend_start
      """;

  private final ServerHost host;
  private final Queue<String> created = new ConcurrentLinkedQueue<>();

  Administration(ServerHost host) {
    this.host = host;
  }

  /** A new database of a name that no other run uses. */
  String create(String template) {
    String name = "tilth_" + UUID.randomUUID().toString().replace("-", "");
    created.add(name);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE %s TEMPLATE %s".formatted(name, template));
      statement.execute("ALTER DATABASE %s SET TimeZone = '%s'".formatted(name, TIME_ZONE));
      return name;
    } catch (SQLException e) {
      throw new TestServerException(host.address(), e);
    }
  }

  /** A database of a given name, for which nobody else may race. */
  void createIfMissing(String name) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT FROM pg_database WHERE datname = '%s'".formatted(name))) {
      if (!found.next()) {
        statement.execute("CREATE DATABASE " + name);
      }
    } catch (SQLException e) {
      throw new TestServerException(host.address(), e);
    }
  }

  int majorVersion() {
    try (Connection connection = connect()) {
      return connection.getMetaData().getDatabaseMajorVersion();
    } catch (SQLException e) {
      throw new TestServerException(host.address(), e);
    }
  }

  /** Describes the connections that stay open longer than the grace, and ends them. */
  List<String> leaks(List<String> databases) {
    try (Connection connection = connect()) {
      long start = System.nanoTime();
      List<Backend> backends = backends(connection, databases);
      while (!backends.isEmpty() && System.nanoTime() - start < GRACE.toNanos()) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        backends = backends(connection, databases);
      }
      terminate(connection, backends);
      return backends.stream().map(Backend::description).toList();
    } catch (SQLException e) {
      throw new TestServerException(host.address(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while looking for open connections.", e);
    }
  }

  /** Drops a database at once, whoever is connected to it. */
  void drop(String name) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
      created.remove(name);
    } catch (SQLException e) {
      throw new TestServerException(host.address(), e);
    }
  }

  /** Drops the databases where the server would keep them for ever. */
  void close() {
    if (!host.outlivesUs() || created.isEmpty()) {
      return;
    }
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String name = created.poll(); name != null; name = created.poll()) {
        statement.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
      }
    } catch (SQLException e) {
      throw new TestServerException(host.address(), e);
    }
  }

  private static List<Backend> backends(Connection connection, List<String> databases)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CONNECTED)) {
      statement.setArray(1, connection.createArrayOf("text", databases.toArray()));
      List<Backend> backends = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          backends.add(new Backend(rows.getInt(1), rows.getString(2)));
        }
      }
      return backends;
    }
  }

  private static void terminate(Connection connection, List<Backend> backends) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_terminate_backend(?)")) {
      for (Backend backend : backends) {
        statement.setInt(1, backend.pid());
        statement.execute();
      }
    }
  }

  private Connection connect() throws SQLException {
    ServerAddress address = host.address();
    return DriverManager.getConnection(
        address.jdbcUrl(host.maintenanceDatabase()), address.user(), address.password());
  }

  private record Backend(int pid, String description) {}
}
