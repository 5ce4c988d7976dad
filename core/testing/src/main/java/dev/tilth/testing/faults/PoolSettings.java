package dev.tilth.testing.faults;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * How a {@link PgBouncer} shares connections (its manual, pgbouncer.ini).
 *
 * @param mode when a server's connection goes to the next client
 * @param size how many connections to the server there are at most, per database
 * @param ignoredParameters parameters of the start-up message that are dropped rather than refused;
 *     pgjdbc needs {@code extra_float_digits}
 */
public record PoolSettings(Mode mode, int size, List<String> ignoredParameters) {

  /** What most people run in front of pgjdbc. */
  public static final PoolSettings TRANSACTION =
      new PoolSettings(Mode.TRANSACTION, 5, List.of("extra_float_digits"));

  public PoolSettings {
    ignoredParameters = List.copyOf(ignoredParameters);
  }

  public PoolSettings withMode(Mode newMode) {
    return new PoolSettings(newMode, size, ignoredParameters);
  }

  public PoolSettings withSize(int newSize) {
    return new PoolSettings(mode, newSize, ignoredParameters);
  }

  public PoolSettings ignoring(String... parameters) {
    return new PoolSettings(mode, size, List.of(parameters));
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
    """
        .formatted(
            server.getHost(),
            server.getPort(),
            login[0],
            login[1],
            port,
            mode.name().toLowerCase(Locale.ROOT),
            size,
            String.join(",", ignoredParameters));
  }

  /** When a server's connection goes to the next client. */
  public enum Mode {
    SESSION,
    TRANSACTION
  }
}
