package dev.tilth.database;

import dev.tilth.database.Renewal.Another;
import dev.tilth.database.Renewal.None;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/** Physical connections to an address. Who is refused with a password asks for another, once. */
final class DirectSource implements ConnectionSource {

  static final int OLDEST_SUPPORTED = 14;

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
  private final DriverLogIn logIns;
  private volatile StartUp startUp;

  DirectSource(DatabaseAccess access, SessionSettings settings) {
    this.access = access;
    this.settings = settings;
    this.variables = SessionVariables.of(settings);
    this.logIns = new DriverLogIn(settings, variables);
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
  public Connection open(boolean complete, StopSignal stop) {
    Another logIn = new Another(access.address(stop), false);
    while (true) {
      try {
        return opened(logIn.address(), complete);
      } catch (SQLException e) {
        logIn = another(logIn, e, stop);
      }
    }
  }

  private Connection opened(DatabaseAddress address, boolean complete) throws SQLException {
    Connection connection = checked(connect(address, complete), address);
    return complete ? closingOnFailure(connection, this::complete) : connection;
  }

  private Another another(Another refused, SQLException refusal, StopSignal stop) {
    DatabaseAddress address = refused.address();
    if (!SqlStates.isRefusedPassword(refusal)) {
      throw ConnectFailures.describe(address, settings, refusal);
    }
    if (refused.fetched()) {
      throw new LoginRejectedException(address, access.triedBoth(), refusal);
    }
    return switch (access.after(address, stop)) {
      case Another another -> another;
      case None none -> throw new LoginRejectedException(address, none.tried(), refusal);
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
      return logIns.connect(address, complete, startUp == StartUp.WITH_OPTIONS);
    } catch (SQLException e) {
      StartUp next = afterRefusal(e);
      if (startUp != StartUp.WITH_OPTIONS || next == StartUp.WITH_OPTIONS) {
        throw e;
      }
      startUp = next;
      return logIns.connect(address, complete, startUp == StartUp.WITH_OPTIONS);
    }
  }

  private StartUp afterRefusal(SQLException refusal) {
    if (SqlStates.isRefusedPassword(refusal)) {
      return StartUp.WITH_OPTIONS;
    }
    return switch (SqlStates.of(refusal)) {
      case SqlStates.PROTOCOL_VIOLATION ->
          settings.pooler() == Pooler.SESSION ? StartUp.THEN_STATEMENT : StartUp.THROUGH_POOLER;
      case SqlStates.UNDEFINED_OBJECT, SqlStates.INVALID_PARAMETER_VALUE -> StartUp.THEN_STATEMENT;
      default -> StartUp.WITH_OPTIONS;
    };
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
}
