package dev.tilth.testing.faults;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a {@link PgBouncer} shares connections (its manual, pgbouncer.ini).
 *
 * @param mode when a server's connection goes to the next client
 * @param size how many connections to the server there are at most, per database
 * @param ignoredParameters parameters of the start-up message that are dropped rather than refused;
 *     pgjdbc needs {@code extra_float_digits}
 * @param queryTimeout in whole seconds; zero for none
 * @param authentication how clients prove who they are
 * @param passwords by user, where they have to prove it
 */
public record PoolSettings(
    Mode mode,
    int size,
    List<String> ignoredParameters,
    Duration queryTimeout,
    Authentication authentication,
    Map<String, String> passwords) {

  /** What most people run in front of pgjdbc. */
  public static final PoolSettings TRANSACTION =
      new PoolSettings(
          Mode.TRANSACTION,
          5,
          List.of("extra_float_digits"),
          Duration.ZERO,
          Authentication.ANY,
          Map.of());

  public PoolSettings {
    ignoredParameters = List.copyOf(ignoredParameters);
    passwords = Map.copyOf(passwords);
  }

  public PoolSettings withMode(Mode newMode) {
    return new PoolSettings(
        newMode, size, ignoredParameters, queryTimeout, authentication, passwords);
  }

  public PoolSettings withSize(int newSize) {
    return new PoolSettings(
        mode, newSize, ignoredParameters, queryTimeout, authentication, passwords);
  }

  public PoolSettings ignoring(String... parameters) {
    return new PoolSettings(
        mode, size, List.of(parameters), queryTimeout, authentication, passwords);
  }

  /** Connections to the server with a longer query are closed. */
  public PoolSettings withQueryTimeout(Duration limit) {
    return new PoolSettings(mode, size, ignoredParameters, limit, authentication, passwords);
  }

  /** Only who knows a password is let in. */
  public PoolSettings asking(Authentication newAuthentication, Map<String, String> newPasswords) {
    return new PoolSettings(
        mode, size, ignoredParameters, queryTimeout, newAuthentication, newPasswords);
  }

  /** One line a user. */
  String users() {
    return passwords.entrySet().stream()
        .map(user -> "\"%s\" \"%s\"\n".formatted(user.getKey(), user.getValue()))
        .collect(Collectors.joining());
  }

  String file(URI server, int port, Path users) {
    String[] login = server.getUserInfo().split(":", 2);
    return """
    [databases]
    * = host=%s port=%d user='%s' password='%s'
    [pgbouncer]
    listen_addr = 127.0.0.1
    listen_port = %d
    unix_socket_dir =
    auth_type = %s
    auth_file = %s
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
            authentication.word,
            users,
            mode.name().toLowerCase(Locale.ROOT),
            size,
            String.join(",", ignoredParameters),
            queryTimeout.toSeconds());
  }

  /** How clients prove who they are. */
  public enum Authentication {
    /** Not at all. */
    ANY("any"),
    PLAIN("plain"),
    MD5("md5"),
    SCRAM("scram-sha-256");

    private final String word;

    Authentication(String word) {
      this.word = word;
    }
  }

  /** When a server's connection goes to the next client. */
  public enum Mode {
    SESSION,
    TRANSACTION
  }
}
