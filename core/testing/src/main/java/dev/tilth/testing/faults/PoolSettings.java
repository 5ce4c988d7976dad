package dev.tilth.testing.faults;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How a {@link PgBouncer} shares connections (its manual, pgbouncer.ini).
 *
 * @param mode when a server's connection goes to the next client
 * @param size how many connections to the server there are at most, per database
 * @param ignoredParameters parameters of the start-up message that are dropped rather than refused;
 *     pgjdbc needs {@code extra_float_digits}
 * @param queryTimeout in whole seconds; zero for none
 */
public record PoolSettings(
    Mode mode, int size, List<String> ignoredParameters, Duration queryTimeout) {

  /** What most people run in front of pgjdbc. */
  public static final PoolSettings TRANSACTION =
      new PoolSettings(Mode.TRANSACTION, 5, List.of("extra_float_digits"), Duration.ZERO);

  public PoolSettings {
    ignoredParameters = List.copyOf(ignoredParameters);
  }

  public PoolSettings withMode(Mode newMode) {
    return new PoolSettings(newMode, size, ignoredParameters, queryTimeout);
  }

  public PoolSettings withSize(int newSize) {
    return new PoolSettings(mode, newSize, ignoredParameters, queryTimeout);
  }

  public PoolSettings ignoring(String... parameters) {
    return new PoolSettings(mode, size, List.of(parameters), queryTimeout);
  }

  /** Connections to the server with a longer query are closed. */
  public PoolSettings withQueryTimeout(Duration limit) {
    return new PoolSettings(mode, size, ignoredParameters, limit);
  }

  String file(URI server, int port) {
    String[] login = server.getUserInfo().split(":", 2);
    return """
    [databases]
    * = host=%s port=%d user='%s' password='%s'
    [pgbouncer]
    listen_addr = 127.0.0.1
    listen_port = %d
    unix_socket_dir =
    auth_type = any
    pool_mode = %s
    default_pool_size = %d
    max_client_conn = 500
    ignore_startup_parameters = %s
    query_timeout = %d
    """
        .formatted(
            server.getHost(),
            server.getPort(),
            login[0],
            login[1],
            port,
            mode.name().toLowerCase(Locale.ROOT),
            size,
            String.join(",", ignoredParameters),
            queryTimeout.toSeconds());
  }

  /** When a server's connection goes to the next client. */
  public enum Mode {
    SESSION,
    TRANSACTION
  }
}
