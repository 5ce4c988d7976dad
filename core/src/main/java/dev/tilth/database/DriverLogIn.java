package dev.tilth.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Logs in, with all that the driver is told for it. */
final class DriverLogIn {

  private static final String CANCEL_SECONDS = "2";

  private final SessionSettings settings;
  private final SessionVariables variables;
  private final Driver driver = new Driver();

  DriverLogIn(SessionSettings settings, SessionVariables variables) {
    this.settings = settings;
    this.variables = variables;
  }

  /**
   * Connects.
   *
   * <p>Of several hosts, the driver goes on to the next whatever the failure, and tells that of the
   * last only: a server that refuses the password would look unreachable where a host without a
   * server follows. Therefore each host is asked once more, alone, and what a server said is told
   * rather than that there was none; a refused password rather than anything else. Hosts that say
   * nothing at all take their connect timeout twice.
   *
   * @param complete whether it is for work rather than for a look
   * @param withOptions whether the start-up message has the session's settings
   */
  Connection connect(DatabaseAddress address, boolean complete, boolean withOptions)
      throws SQLException {
    try {
      return attempt(address, complete, withOptions);
    } catch (SQLException e) {
      if (address.hosts().size() == 1 || SqlStates.isRefusedPassword(e)) {
        throw e;
      }
      return connectToOne(address, complete, withOptions, e);
    }
  }

  private Connection connectToOne(
      DatabaseAddress address, boolean complete, boolean withOptions, SQLException ofAll)
      throws SQLException {
    SQLException telling = ofAll;
    for (DatabaseAddress one : address.eachHost()) {
      try {
        return attempt(one, complete, withOptions);
      } catch (SQLException e) {
        if (SqlStates.isRefusedPassword(e)) {
          throw e;
        }
        telling = ServerMessage.isIn(telling) || !ServerMessage.isIn(e) ? telling : e;
      }
    }
    throw telling;
  }

  private Connection attempt(DatabaseAddress address, boolean complete, boolean withOptions)
      throws SQLException {
    Properties properties = properties(address, complete);
    if (withOptions) {
      String asked = address.driverProperties().getOrDefault(PGProperty.OPTIONS.getName(), "");
      // The last one wins.
      PGProperty.OPTIONS.set(properties, (asked + " " + variables.startUpOptions()).strip());
    }
    Connection connection = driver.connect(url(address), properties);
    if (connection == null) {
      throw new SQLException("The driver does not accept the address.");
    }
    return connection;
  }

  private static String url(DatabaseAddress address) {
    return "jdbc:postgresql://%s/".formatted(address.hostsAndPorts());
  }

  /**
   * Only a server that answers nothing at all comes to this: its own limits strike first. A look,
   * and what goes on with its connection, runs short statements. Zero, for ever, where the
   * statements of the work are not limited.
   */
  private long socketSeconds(boolean complete) {
    Duration limit = complete ? settings.statementTimeout() : settings.lockTimeout();
    return complete && limit.isZero()
        ? 0
        : limit.plus(LiftedLimits.SILENCE_AFTER_TIMEOUT).toSeconds();
  }

  private Properties properties(DatabaseAddress address, boolean complete) {
    Properties properties = new Properties();
    long connectSeconds = settings.connectTimeout().toSeconds();
    PGProperty.PG_DBNAME.set(properties, address.database());
    PGProperty.USER.set(properties, address.user());
    address.password().ifPresent(secret -> PGProperty.PASSWORD.set(properties, secret.reveal()));
    // Lets the driver send the application name in the start-up message.
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "9.4");
    PGProperty.APPLICATION_NAME.set(properties, settings.applicationName());
    // Detail and context quote rows, and whoever logs the cause of a failure would show them.
    PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.SOCKET_FACTORY.set(properties, KeepaliveSocketFactory.class.getName());
    PGProperty.SOCKET_TIMEOUT.set(properties, String.valueOf(socketSeconds(complete)));
    PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, CANCEL_SECONDS);
    PGProperty.CONNECT_TIMEOUT.set(properties, String.valueOf(connectSeconds));
    // Bounds what comes after the connection too: a server that accepts and then says nothing.
    PGProperty.LOGIN_TIMEOUT.set(
        properties, String.valueOf(connectSeconds * (address.hosts().size() + 1)));
    // Behind a pooler, another client would find the statements that this one prepared, or not find
    // its own. Whether there is one is known later.
    PGProperty.PREPARE_THRESHOLD.set(properties, "0");
    properties.putAll(address.driverProperties());
    return properties;
  }
}
