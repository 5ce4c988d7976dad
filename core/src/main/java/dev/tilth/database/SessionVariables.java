package dev.tilth.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Server variables by name, with their values as text. What a server does not know is left out by
 * the server itself, so that one statement serves every version.
 */
record SessionVariables(Map<String, String> values) {

  static final SessionVariables NONE = new SessionVariables(Map.of());

  /** Needs PostgreSQL 17, and would end the log-in to an older one with 42704. */
  private static final String TRANSACTION_TIMEOUT = "transaction_timeout";

  /** The driver sends the JVM's zone in the start-up message, where it wins over our options. */
  private static final String TIME_ZONE = "TimeZone";

  private static final String CHECK_INTERVAL = "client_connection_check_interval";

  private static final String SET =
      """
      SELECT pg_catalog.set_config(v.name, v.value, ?)
        FROM ROWS FROM (pg_catalog.unnest(?), pg_catalog.unnest(?)) AS v (name, value)
       WHERE pg_catalog.current_setting(v.name, true) IS NOT NULL
      """;

  private static final String SET_WHERE_ANSWERED_BY =
      """
      SELECT pg_catalog.pg_backend_pid() = ?,
             pg_catalog.count(pg_catalog.set_config(v.name, v.value, false))
        FROM ROWS FROM (pg_catalog.unnest(?), pg_catalog.unnest(?)) AS v (name, value)
       WHERE pg_catalog.current_setting(v.name, true) IS NOT NULL
         AND pg_catalog.pg_backend_pid() = ?
      """;

  /** One round trip as well: what {@code DISCARD ALL} does, apart from locks and plans. */
  static final String RESET =
      Stream.of(
              "RESET SESSION AUTHORIZATION",
              "RESET ALL",
              "CLOSE ALL",
              "UNLISTEN *",
              "DISCARD TEMP",
              "DISCARD SEQUENCES",
              SET)
          .map(OwnSql::marked)
          .collect(Collectors.joining(";\n"));

  /**
   * Prepared statements of the session too. Last, since the driver sends the statements together
   * and may have prepared some of them, which it does anew afterwards. Behind a pooler they are the
   * pooler's, and other clients' too.
   */
  private static final String RESET_WITH_PREPARED = RESET + ";\nDEALLOCATE ALL";

  /** How many {@link #RESET} has. */
  static final int PARAMETERS = 3;

  /** What the driver must have; behind a pooler the session's own defaults may be others. */
  private static final Map<String, String> DRIVERS =
      Map.of("client_encoding", "UTF8", "DateStyle", "ISO");

  private static final String READ =
      """
      SELECT v.name, pg_catalog.current_setting(v.name, true)
        FROM pg_catalog.unnest(?) AS v (name)
      """;

  SessionVariables {
    values = Map.copyOf(values);
  }

  static SessionVariables of(SessionSettings settings) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("application_name", settings.applicationName());
    values.put("search_path", searchPath(settings));
    values.put("lock_timeout", settings.lockTimeout().toMillis() + "ms");
    values.put("statement_timeout", settings.statementTimeout().toMillis() + "ms");
    values.put("default_transaction_isolation", "read committed");
    values.put(TIME_ZONE, "UTC");
    // A session that a network failure cut off must not keep its locks: closed sockets are seen by
    // the check, vanished hosts by the keepalives (10 s instead of two hours).
    values.put(CHECK_INTERVAL, "1s");
    values.put("tcp_keepalives_idle", "5");
    values.put("tcp_keepalives_interval", "2");
    values.put("tcp_keepalives_count", "3");
    values.put("tcp_user_timeout", "10000");
    // The lock's connection idles while another one works.
    values.put("idle_in_transaction_session_timeout", "0");
    values.put("idle_session_timeout", "0");
    values.put(TRANSACTION_TIMEOUT, "0");
    return new SessionVariables(values);
  }

  /** For platforms whose kernel cannot report a closed socket: the server answers 22023. */
  SessionVariables withoutConnectionCheck() {
    return without(CHECK_INTERVAL);
  }

  /** What cannot travel in the start-up message. */
  SessionVariables afterLogin() {
    return new SessionVariables(
        Map.of(TIME_ZONE, value(TIME_ZONE), TRANSACTION_TIMEOUT, value(TRANSACTION_TIMEOUT)));
  }

  /**
   * The value of the start-up parameter {@code options} (PostgreSQL manual, "libpq Connection
   * Control Functions"): blanks and backslashes are escaped.
   */
  String startUpOptions() {
    return without(TRANSACTION_TIMEOUT).without(TIME_ZONE).values.entrySet().stream()
        .map(entry -> "-c " + entry.getKey() + "=" + escape(entry.getValue()))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /** Sets them for the session, or only for the transaction: one round trip. */
  void apply(Connection connection, boolean forTransactionOnly) throws SQLException {
    run(SET, values, forTransactionOnly, connection);
  }

  /** Undoes what was set and made in the session since the log-in, then sets these: one message. */
  void reset(Connection connection, boolean forTransactionOnly) throws SQLException {
    run(
        forTransactionOnly ? RESET : RESET_WITH_PREPARED,
        withDrivers(),
        forTransactionOnly,
        connection);
  }

  /** Gives the parameters to a statement that begins with {@link #RESET}. */
  void bindReset(PreparedStatement statement) throws SQLException {
    bind(withDrivers(), false, statement);
  }

  private Map<String, String> withDrivers() {
    Map<String, String> all = new LinkedHashMap<>(DRIVERS);
    all.putAll(values);
    return all;
  }

  private static void run(
      String sql, Map<String, String> values, boolean forTransactionOnly, Connection connection)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(values, forTransactionOnly, statement);
      statement.execute();
    }
  }

  private static void bind(
      Map<String, String> values, boolean forTransactionOnly, PreparedStatement statement)
      throws SQLException {
    Connection connection = statement.getConnection();
    statement.setBoolean(1, forTransactionOnly);
    statement.setArray(2, textArray(connection, values.keySet().toArray()));
    statement.setArray(3, textArray(connection, values.values().toArray()));
  }

  /**
   * Sets them for the session if the server process of this id answers, and nothing if it is
   * another one: one round trip.
   *
   * @return whether it was that process
   */
  boolean applyWhereAnsweredBy(int backend, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SET_WHERE_ANSWERED_BY)) {
      statement.setInt(1, backend);
      statement.setArray(2, textArray(connection, values.keySet().toArray()));
      statement.setArray(3, textArray(connection, values.values().toArray()));
      statement.setInt(4, backend);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** The same variables as the session has them now. */
  SessionVariables current(Connection connection) throws SQLException {
    Map<String, String> found = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setArray(1, textArray(connection, values.keySet().toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String value = rows.getString(2);
          if (value != null) {
            found.put(rows.getString(1), value);
          }
        }
      }
    }
    return new SessionVariables(found);
  }

  private SessionVariables without(String name) {
    Map<String, String> rest = new LinkedHashMap<>(values);
    rest.remove(name);
    return new SessionVariables(rest);
  }

  private String value(String name) {
    return values.getOrDefault(name, "");
  }

  private static Array textArray(Connection connection, Object[] values) throws SQLException {
    return connection.createArrayOf("text", values);
  }

  private static String searchPath(SessionSettings settings) {
    return settings.searchPath().stream()
        .map(schema -> '"' + schema.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(", "));
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace(" ", "\\ ");
  }
}
