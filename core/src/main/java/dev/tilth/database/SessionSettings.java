package dev.tilth.database;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * What every session of Tilth is set to, besides what is never a matter of choice (see {@link
 * Connections}).
 *
 * @param applicationName shown in {@code pg_stat_activity}; at most 63 bytes, the server's limit
 * @param searchPath schemas, unquoted, first one first; at least one
 * @param connectTimeout for each host until it has accepted the connection; whole seconds, from 1
 * @param lockTimeout how long a statement waits for one lock; zero means for ever
 * @param statementTimeout how long a statement may run; zero means for ever
 * @param pooler what is known of the way to the server
 */
public record SessionSettings(
    String applicationName,
    List<String> searchPath,
    Duration connectTimeout,
    Duration lockTimeout,
    Duration statementTimeout,
    Pooler pooler) {

  public static final String DEFAULT_APPLICATION_NAME = "tilth";
  public static final List<String> DEFAULT_SEARCH_PATH = List.of("public");
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);
  public static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(5);
  public static final Duration DEFAULT_STATEMENT_TIMEOUT = Duration.ofMinutes(30);

  private static final int MAX_NAME_BYTES = 63;
  private static final Duration LONGEST = Duration.ofDays(7);

  public static final SessionSettings DEFAULTS =
      new SessionSettings(
          DEFAULT_APPLICATION_NAME,
          DEFAULT_SEARCH_PATH,
          DEFAULT_CONNECT_TIMEOUT,
          DEFAULT_LOCK_TIMEOUT,
          DEFAULT_STATEMENT_TIMEOUT,
          Pooler.DETECT);

  public SessionSettings {
    searchPath = List.copyOf(searchPath);
    int bytes = applicationName.getBytes(StandardCharsets.UTF_8).length;
    if (applicationName.isBlank() || bytes > MAX_NAME_BYTES) {
      throw new IllegalArgumentException(
          "An application name must have 1 to %d bytes, but is '%s'."
              .formatted(MAX_NAME_BYTES, applicationName));
    }
    if (searchPath.isEmpty() || searchPath.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "A search path must name at least one schema, but is %s.".formatted(searchPath));
    }
    requireRange("connect timeout", connectTimeout, Duration.ofSeconds(1));
    requireRange("lock timeout", lockTimeout, Duration.ZERO);
    requireRange("statement timeout", statementTimeout, Duration.ZERO);
  }

  public SessionSettings withApplicationName(String name) {
    return new SessionSettings(
        name, searchPath, connectTimeout, lockTimeout, statementTimeout, pooler);
  }

  public SessionSettings withSearchPath(String... schemas) {
    return new SessionSettings(
        applicationName, List.of(schemas), connectTimeout, lockTimeout, statementTimeout, pooler);
  }

  public SessionSettings withConnectTimeout(Duration timeout) {
    return new SessionSettings(
        applicationName, searchPath, timeout, lockTimeout, statementTimeout, pooler);
  }

  public SessionSettings withLockTimeout(Duration timeout) {
    return new SessionSettings(
        applicationName, searchPath, connectTimeout, timeout, statementTimeout, pooler);
  }

  public SessionSettings withStatementTimeout(Duration timeout) {
    return new SessionSettings(
        applicationName, searchPath, connectTimeout, lockTimeout, timeout, pooler);
  }

  public SessionSettings withPooler(Pooler newPooler) {
    return new SessionSettings(
        applicationName, searchPath, connectTimeout, lockTimeout, statementTimeout, newPooler);
  }

  private static void requireRange(String what, Duration value, Duration least) {
    if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "A %s must lie between %s and %s, but is %s.".formatted(what, least, LONGEST, value));
    }
  }
}
