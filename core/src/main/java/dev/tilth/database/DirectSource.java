package dev.tilth.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/** Physical connections to an address. */
final class DirectSource implements ConnectionSource {

  static final int OLDEST_SUPPORTED = 14;
  private static final int FIRST_WITH_TRANSACTION_TIMEOUT = 17;
  private static final String CANCEL_SECONDS = "2";

  private enum StartUp {
    WITH_OPTIONS,
    /** The server refused an option: they follow in a statement. */
    THEN_STATEMENT,
    /** A pooler refused them all. */
    THROUGH_POOLER
  }

  private final DatabaseAddress address;
  private final SessionSettings settings;
  private final SessionVariables variables;
  private final Driver driver = new Driver();
  private volatile StartUp startUp;

  DirectSource(DatabaseAddress address, SessionSettings settings) {
    this.address = address;
    this.settings = settings;
    this.variables = SessionVariables.of(settings);
    this.startUp = address.throughPooler() ? StartUp.THROUGH_POOLER : StartUp.WITH_OPTIONS;
  }

  @Override
  public boolean sessionsAreSet() {
    return startUp != StartUp.THROUGH_POOLER;
  }

  @Override
  public Connection open(boolean complete) {
    try {
      return configured(connect(), complete);
    } catch (SQLException e) {
      throw ConnectFailures.describe(address, settings, e);
    }
  }

  private Connection connect() throws SQLException {
    try {
      return driverConnection();
    } catch (SQLException e) {
      StartUp next = afterRefusal(e);
      if (startUp != StartUp.WITH_OPTIONS || next == StartUp.WITH_OPTIONS) {
        throw e;
      }
      startUp = next;
      return driverConnection();
    }
  }

  private static StartUp afterRefusal(SQLException refusal) {
    return switch (SqlStates.of(refusal)) {
      case SqlStates.PROTOCOL_VIOLATION -> StartUp.THROUGH_POOLER;
      case SqlStates.UNDEFINED_OBJECT, SqlStates.INVALID_PARAMETER_VALUE -> StartUp.THEN_STATEMENT;
      default -> StartUp.WITH_OPTIONS;
    };
  }

  private Connection driverConnection() throws SQLException {
    Connection connection = driver.connect(url(), properties());
    if (connection == null) {
      throw new SQLException("The driver does not accept the address.");
    }
    return connection;
  }

  private Connection configured(Connection connection, boolean complete) throws SQLException {
    try {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < OLDEST_SUPPORTED) {
        throw new ServerTooOldException(address.display(), version);
      }
      if (startUp == StartUp.THEN_STATEMENT) {
        variables.withoutConnectionCheck().apply(connection, false);
      } else if (startUp == StartUp.WITH_OPTIONS
          && complete
          && lacksSettings(connection, version)) {
        variables.afterLogin().apply(connection, false);
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** The server reports its time zone at log-in: asking costs nothing. */
  private static boolean lacksSettings(Connection connection, int version) throws SQLException {
    String zone = connection.unwrap(PGConnection.class).getParameterStatus("TimeZone");
    return version >= FIRST_WITH_TRANSACTION_TIMEOUT || !"UTC".equals(zone);
  }

  private String url() {
    return "jdbc:postgresql://%s/".formatted(address.hostsAndPorts());
  }

  private Properties properties() {
    Properties properties = new Properties();
    long connectSeconds = settings.connectTimeout().toSeconds();
    PGProperty.PG_DBNAME.set(properties, address.database());
    PGProperty.USER.set(properties, address.user());
    address.password().ifPresent(secret -> PGProperty.PASSWORD.set(properties, secret.reveal()));
    // Lets the driver send the application name in the start-up message.
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "9.4");
    PGProperty.APPLICATION_NAME.set(properties, settings.applicationName());
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, CANCEL_SECONDS);
    PGProperty.CONNECT_TIMEOUT.set(properties, String.valueOf(connectSeconds));
    // Bounds what comes after the connection too: a server that accepts and then says nothing.
    PGProperty.LOGIN_TIMEOUT.set(
        properties, String.valueOf(connectSeconds * (address.hosts().size() + 1)));
    if (startUp == StartUp.THROUGH_POOLER) {
      // Another client's server process does not know the statements that this one prepared.
      PGProperty.PREPARE_THRESHOLD.set(properties, "0");
    }
    properties.putAll(address.driverProperties());
    if (startUp == StartUp.WITH_OPTIONS) {
      String asked = address.driverProperties().getOrDefault(PGProperty.OPTIONS.getName(), "");
      // The last one wins.
      PGProperty.OPTIONS.set(properties, (asked + " " + variables.startUpOptions()).strip());
    }
    return properties;
  }
}
