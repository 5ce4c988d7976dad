package dev.tilth.database;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * Gives URL parameters of libpq, Prisma and pgjdbc their meaning. What bears on reaching the server
 * and on encryption is taken over; what changes how SQL behaves, or belongs to a pool, is named as
 * ignored. An unknown parameter that begins with {@code ssl} is refused: ignoring it could mean
 * less protection than its author asked for.
 */
final class ParameterReader {

  private static final Set<String> SSL_MODES =
      Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

  /** libpq's name, and the driver's. */
  private static final Map<String, String> DRIVER_NAMES =
      Map.ofEntries(
          entry("sslrootcert", PGProperty.SSL_ROOT_CERT.getName()),
          entry("sslkey", PGProperty.SSL_KEY.getName()),
          entry("sslidentity", PGProperty.SSL_KEY.getName()),
          entry("sslpassword", PGProperty.SSL_PASSWORD.getName()),
          entry("sslnegotiation", PGProperty.SSL_NEGOTIATION.getName()),
          entry("channel_binding", PGProperty.CHANNEL_BINDING.getName()),
          entry("require_auth", PGProperty.REQUIRE_AUTH.getName()),
          entry("gssencmode", PGProperty.GSS_ENC_MODE.getName()),
          entry("gsslib", PGProperty.GSS_LIB.getName()),
          entry("krbsrvname", PGProperty.KERBEROS_SERVER_NAME.getName()),
          entry("options", PGProperty.OPTIONS.getName()));

  /** pgjdbc's own, taken over under their own names. */
  private static final Set<String> DRIVER_OWN =
      Set.of(
          PGProperty.SSL_FACTORY.getName(),
          PGProperty.SSL_FACTORY_ARG.getName(),
          PGProperty.SSL_HOSTNAME_VERIFIER.getName(),
          PGProperty.SSL_NEGOTIATION.getName(),
          PGProperty.SSL_PASSWORD_CALLBACK.getName(),
          PGProperty.SSL_RESPONSE_TIMEOUT.getName(),
          PGProperty.PEM_KEY_ALGORITHM.getName(),
          PGProperty.AUTHENTICATION_PLUGIN_CLASS_NAME.getName(),
          PGProperty.CHANNEL_BINDING.getName(),
          PGProperty.REQUIRE_AUTH.getName(),
          PGProperty.SCRAM_MAX_ITERATIONS.getName(),
          PGProperty.GSS_ENC_MODE.getName(),
          PGProperty.KERBEROS_SERVER_NAME.getName(),
          PGProperty.JAAS_APPLICATION_NAME.getName(),
          PGProperty.JAAS_LOGIN.getName(),
          PGProperty.USE_SPNEGO.getName(),
          PGProperty.SSPI_SERVICE_CLASS.getName(),
          PGProperty.SOCKET_FACTORY.getName(),
          PGProperty.SOCKET_FACTORY_ARG.getName(),
          PGProperty.LOCAL_SOCKET_ADDRESS.getName(),
          PGProperty.TARGET_SERVER_TYPE.getName(),
          PGProperty.HOST_RECHECK_SECONDS.getName(),
          PGProperty.PREFER_QUERY_MODE.getName(),
          PGProperty.PREPARE_THRESHOLD.getName(),
          PGProperty.PROTOCOL_VERSION.getName());

  private static final Set<String> HARMLESS_SSL =
      Set.of("sslcompression", "sslsni", "sslcertmode", "sslkeylogfile");

  /** What says how a connection is encrypted, and be it not at all. */
  private static final Set<String> ENCRYPTION = Set.of("sslmode", "ssl", "sslaccept");

  /** libpq's target_session_attrs, and the driver's targetServerType. */
  private static final Map<String, String> TARGETS =
      Map.of(
          "any", "any",
          "read-write", "primary",
          "primary", "primary",
          "read-only", "secondary",
          "standby", "secondary",
          "prefer-standby", "preferSecondary");

  private final boolean jdbc;
  private final boolean severalHosts;
  private final Map<String, String> driver = new HashMap<>();
  private final List<String> ignored = new ArrayList<>();
  private @Nullable String schema;
  private @Nullable String applicationName;
  private @Nullable Duration connectTimeout;
  private boolean throughPooler;

  ParameterReader(boolean jdbc, boolean severalHosts) {
    this.jdbc = jdbc;
    this.severalHosts = severalHosts;
  }

  ConnectionParameters read(Map<String, String> parameters) {
    parameters.forEach(this::take);
    if (parameters.containsKey("sslcert")) {
      takeCertificate(parameters);
    }
    if ("strict".equals(parameters.get("sslaccept"))) {
      verifyServer();
    }
    if ("system".equals(driver.get(PGProperty.SSL_ROOT_CERT.getName()))) {
      driver.remove(PGProperty.SSL_ROOT_CERT.getName());
      verifyServer();
    }
    if (severalHosts) {
      // A deployment writes: of several hosts only the primary will do.
      driver.putIfAbsent(PGProperty.TARGET_SERVER_TYPE.getName(), "primary");
    }
    return new ConnectionParameters(
        driver,
        schema,
        applicationName,
        connectTimeout,
        throughPooler,
        parameters.keySet().stream().anyMatch(ENCRYPTION::contains)
            || driver.containsKey(PGProperty.SSL_MODE.getName()),
        ignored);
  }

  private void take(String name, String value) {
    switch (name) {
      case "sslmode" -> driver.put(PGProperty.SSL_MODE.getName(), sslMode(value));
      case "ssl" -> takeSsl(value);
      case "sslcert" -> {} // Its meaning depends on its neighbours.
      case "sslaccept" -> requireOneOf(name, value, Set.of("strict", "accept_invalid_certs"));
      case "schema", "currentSchema" -> schema = firstSchema(value);
      case "application_name", "ApplicationName" -> applicationName = value;
      case "connect_timeout", "connectTimeout" -> connectTimeout = seconds(name, value);
      case "pgbouncer" -> takePooler(Boolean.parseBoolean(value));
      case "target_session_attrs" -> takeTarget(name, value);
      case "statement_cache_size" -> takeCacheSize(name, value);
      default -> takeByTable(name, value);
    }
  }

  private void takeByTable(String name, String value) {
    if (DRIVER_NAMES.containsKey(name)) {
      driver.put(DRIVER_NAMES.get(name), value);
    } else if (DRIVER_OWN.contains(name)) {
      driver.put(name, value);
    } else if (name.toLowerCase(Locale.ROOT).startsWith("ssl") && !HARMLESS_SSL.contains(name)) {
      throw InvalidDatabaseAddressException.url(
          "its parameter " + name + " is unknown or not supported by the JDBC driver");
    } else {
      ignored.add(name);
    }
  }

  /** pgjdbc reads {@code ssl=true} as verify-full, libpq and Node's clients as require. */
  private void takeSsl(String value) {
    if (jdbc) {
      driver.put(PGProperty.SSL.getName(), value);
    } else if (Boolean.parseBoolean(value)) {
      driver.putIfAbsent(PGProperty.SSL_MODE.getName(), "require");
    }
  }

  /**
   * {@code sslcert} is the client's certificate for libpq, whose key is in {@code sslkey}, and the
   * certificate authority for Prisma, which keeps the client's in {@code sslidentity}.
   */
  private void takeCertificate(Map<String, String> parameters) {
    boolean clients = jdbc || parameters.containsKey("sslkey");
    PGProperty meaning = clients ? PGProperty.SSL_CERT : PGProperty.SSL_ROOT_CERT;
    driver.putIfAbsent(meaning.getName(), parameters.getOrDefault("sslcert", ""));
  }

  /** Against the given certificate authority, or those the JVM trusts. */
  private void verifyServer() {
    driver.put(PGProperty.SSL_MODE.getName(), "verify-full");
    if (!driver.containsKey(PGProperty.SSL_ROOT_CERT.getName())) {
      driver.putIfAbsent(
          PGProperty.SSL_FACTORY.getName(), "org.postgresql.ssl.DefaultJavaSSLFactory");
    }
  }

  private void takePooler(boolean pooled) {
    throughPooler = pooled;
    if (pooled) {
      driver.put(PGProperty.PREPARE_THRESHOLD.getName(), "0");
    }
  }

  private void takeCacheSize(String name, String value) {
    if (value.equals("0")) {
      driver.put(PGProperty.PREPARE_THRESHOLD.getName(), "0");
    } else {
      ignored.add(name);
    }
  }

  private void takeTarget(String name, String value) {
    requireOneOf(name, value, TARGETS.keySet());
    driver.put(PGProperty.TARGET_SERVER_TYPE.getName(), TARGETS.getOrDefault(value, "any"));
  }

  private static String sslMode(String value) {
    // What Node's clients call no-verify is what everybody else calls require.
    String mode = value.equals("no-verify") ? "require" : value;
    requireOneOf("sslmode", mode, SSL_MODES);
    return mode;
  }

  private static String firstSchema(String value) {
    String first = value.split(",", 2)[0].strip();
    return first.startsWith("\"") && first.endsWith("\"") && first.length() > 2
        ? first.substring(1, first.length() - 1)
        : first;
  }

  private static @Nullable Duration seconds(String name, String value) {
    if (!value.matches("-?\\d{1,6}")) {
      throw InvalidDatabaseAddressException.url(
          "its parameter " + name + " is not a number of seconds");
    }
    int seconds = Integer.parseInt(value);
    return seconds <= 0 ? null : Duration.ofSeconds(seconds);
  }

  private static void requireOneOf(String name, String value, Set<String> allowed) {
    if (!allowed.contains(value)) {
      throw InvalidDatabaseAddressException.url(
          "its parameter %s is none of %s"
              .formatted(name, String.join(", ", allowed.stream().sorted().toList())));
    }
  }
}
