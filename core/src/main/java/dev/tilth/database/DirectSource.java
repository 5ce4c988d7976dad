package dev.tilth.database;

import dev.tilth.database.Renewal.Another;
import dev.tilth.database.Renewal.None;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/** Physical connections to an address. Who is refused with a password asks for another, once. */
final class DirectSource implements ConnectionSource {

  static final int OLDEST_SUPPORTED = 14;
  private static final String CANCEL_SECONDS = "2";

  private enum StartUp {
    WITH_OPTIONS,
    /** The server refused an option: they follow in a statement. */
    THEN_STATEMENT,
    /** A pooler refused them all. */
    THROUGH_POOLER
  }

  private final DatabaseAccess access;
  private final SessionSettings settings;
  private final SessionVariables variables;
  private final Driver driver = new Driver();
  private volatile StartUp startUp;

  DirectSource(DatabaseAccess access, SessionSettings settings) {
    this.access = access;
    this.settings = settings;
    this.variables = SessionVariables.of(settings);
    this.startUp =
        settings.pooler() == Pooler.TRANSACTION
                || (settings.pooler() == Pooler.DETECT
                    && access.given().filter(DatabaseAddress::throughPooler).isPresent())
            ? StartUp.THROUGH_POOLER
            : StartUp.WITH_OPTIONS;
  }

  @Override
  public boolean throughPooler() {
    return startUp == StartUp.THROUGH_POOLER;
  }

  @Override
  public Connection open(boolean complete) {
    return open(access.address(), complete, false);
  }

  /**
   * Opens one.
   *
   * @param renewed whether the log-in was fetched because another one had been refused
   */
  private Connection open(DatabaseAddress address, boolean complete, boolean renewed) {
    try {
      Connection connection = checked(connect(address, complete), address);
      return complete ? closingOnFailure(connection, this::complete) : connection;
    } catch (SQLException e) {
      if (!SqlStates.isRefusedPassword(e)) {
        throw ConnectFailures.describe(address, settings, e);
      }
      if (renewed) {
        throw new LoginRejectedException(address, access.triedBoth(), e);
      }
      Another another = another(address, e);
      return open(another.address(), complete, another.fetched());
    }
  }

  private Another another(DatabaseAddress refused, SQLException refusal) {
    return switch (access.after(refused)) {
      case Another another -> another;
      case None none -> {
        LoginRejectedException rejected =
            new LoginRejectedException(refused, none.tried(), refusal);
        if (none.failure() != null) {
          rejected.addSuppressed(none.failure());
        }
        throw rejected;
      }
    };
  }

  @Override
  public Connection complete(Connection connection) throws SQLException {
    if (startUp == StartUp.THROUGH_POOLER) {
      return connection;
    }
    if (settings.pooler() == Pooler.SESSION) {
      // The pooler may give the session to another client afterwards, who must find it unchanged.
      SessionVariables before = variables.current(connection);
      BorrowedConnection borrowed = new BorrowedConnection(connection, before, true, false);
      variables.withoutConnectionCheck().apply(borrowed, false);
      return borrowed;
    }
    PGConnection session = connection.unwrap(PGConnection.class);
    SessionVariables rest =
        startUp == StartUp.THEN_STATEMENT
            ? variables.withoutConnectionCheck()
            : variables.afterLogin();
    if (rest.applyWhereAnsweredBy(session.getBackendPID(), connection)) {
      session.setPrepareThreshold(prepareThreshold());
    } else {
      startUp = StartUp.THROUGH_POOLER;
    }
    return connection;
  }

  @Override
  public SessionVariables afterReset() {
    return startUp == StartUp.WITH_OPTIONS && settings.pooler() != Pooler.SESSION
        ? variables.afterLogin()
        : variables.withoutConnectionCheck();
  }

  private int prepareThreshold() {
    String asked = access.address().driverProperties().get(PGProperty.PREPARE_THRESHOLD.getName());
    String threshold = asked == null ? PGProperty.PREPARE_THRESHOLD.getDefaultValue() : asked;
    return threshold == null ? 0 : Integer.parseInt(threshold);
  }

  private Connection connect(DatabaseAddress address, boolean complete) throws SQLException {
    try {
      return driverConnection(address, complete);
    } catch (SQLException e) {
      StartUp next = afterRefusal(e);
      if (startUp != StartUp.WITH_OPTIONS || next == StartUp.WITH_OPTIONS) {
        throw e;
      }
      startUp = next;
      return driverConnection(address, complete);
    }
  }

  private StartUp afterRefusal(SQLException refusal) {
    return switch (SqlStates.of(refusal)) {
      case SqlStates.PROTOCOL_VIOLATION ->
          settings.pooler() == Pooler.SESSION ? StartUp.THEN_STATEMENT : StartUp.THROUGH_POOLER;
      case SqlStates.UNDEFINED_OBJECT, SqlStates.INVALID_PARAMETER_VALUE -> StartUp.THEN_STATEMENT;
      default -> StartUp.WITH_OPTIONS;
    };
  }

  private Connection driverConnection(DatabaseAddress address, boolean complete)
      throws SQLException {
    Connection connection = driver.connect(url(address), properties(address, complete));
    if (connection == null) {
      throw new SQLException("The driver does not accept the address.");
    }
    return connection;
  }

  private static Connection checked(Connection connection, DatabaseAddress address)
      throws SQLException {
    return closingOnFailure(
        connection,
        opened -> {
          int version = opened.getMetaData().getDatabaseMajorVersion();
          if (version < OLDEST_SUPPORTED) {
            throw new ServerTooOldException(address.display(), version);
          }
          return opened;
        });
  }

  private static Connection closingOnFailure(Connection connection, Preparation preparation)
      throws SQLException {
    try {
      return preparation.prepare(connection);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private interface Preparation {
    Connection prepare(Connection connection) throws SQLException;
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
    if (startUp == StartUp.WITH_OPTIONS) {
      String asked = address.driverProperties().getOrDefault(PGProperty.OPTIONS.getName(), "");
      // The last one wins.
      PGProperty.OPTIONS.set(properties, (asked + " " + variables.startUpOptions()).strip());
    }
    return properties;
  }
}
