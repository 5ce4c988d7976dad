package dev.tilth.database;

import java.sql.SQLException;
import java.util.Set;

/** SQLSTATEs by name (PostgreSQL manual, appendix "PostgreSQL Error Codes"). */
public final class SqlStates {

  public static final String CONNECTION_REJECTED = "08004";
  public static final String PROTOCOL_VIOLATION = "08P01";
  public static final String INVALID_PARAMETER_VALUE = "22023";
  public static final String INVALID_AUTHORIZATION = "28000";
  public static final String INVALID_PASSWORD = "28P01";
  public static final String INVALID_CATALOG_NAME = "3D000";
  public static final String INVALID_SCHEMA_NAME = "3F000";
  public static final String INSUFFICIENT_PRIVILEGE = "42501";
  public static final String UNDEFINED_OBJECT = "42704";
  public static final String UNDEFINED_TABLE = "42P01";
  public static final String TOO_MANY_CONNECTIONS = "53300";
  public static final String ADMIN_SHUTDOWN = "57P01";
  public static final String CRASH_SHUTDOWN = "57P02";
  public static final String CANNOT_CONNECT_NOW = "57P03";

  private static final String CONNECTION_EXCEPTION_CLASS = "08";

  /** Each ends the session: shutdowns, and the server's own limits on idle sessions. */
  private static final Set<String> SESSION_ENDS =
      Set.of(ADMIN_SHUTDOWN, CRASH_SHUTDOWN, CANNOT_CONNECT_NOW, "57P05", "25P03", "25P04");

  private SqlStates() {}

  /** The SQLSTATE, or an empty text where the driver gave none. */
  public static String of(SQLException failure) {
    String state = failure.getSQLState();
    return state == null ? "" : state;
  }

  /**
   * Whether the session is gone and its transaction with it, so that only a new connection helps.
   * What became of a commit that was under way is then unknown.
   */
  public static boolean isConnectionLoss(SQLException failure) {
    String state = of(failure);
    return (state.startsWith(CONNECTION_EXCEPTION_CLASS) && !state.equals(PROTOCOL_VIOLATION))
        || SESSION_ENDS.contains(state);
  }
}
