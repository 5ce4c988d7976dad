package dev.tilth.database;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** SQLSTATEs by name (PostgreSQL manual, appendix "PostgreSQL Error Codes"). */
public final class SqlStates {

  public static final String CONNECTION_REJECTED = "08004";
  public static final String PROTOCOL_VIOLATION = "08P01";
  public static final String INVALID_PARAMETER_VALUE = "22023";
  public static final String IN_FAILED_TRANSACTION = "25P02";
  public static final String INVALID_AUTHORIZATION = "28000";
  public static final String INVALID_PASSWORD = "28P01";
  public static final String INVALID_CATALOG_NAME = "3D000";
  public static final String INVALID_SCHEMA_NAME = "3F000";
  public static final String INSUFFICIENT_PRIVILEGE = "42501";
  public static final String UNDEFINED_COLUMN = "42703";
  public static final String UNDEFINED_OBJECT = "42704";
  public static final String UNDEFINED_TABLE = "42P01";
  public static final String TOO_MANY_CONNECTIONS = "53300";
  public static final String SERIALIZATION_FAILURE = "40001";
  public static final String DEADLOCK_DETECTED = "40P01";
  public static final String LOCK_NOT_AVAILABLE = "55P03";
  public static final String UNSAFE_NEW_ENUM_VALUE = "55P04";
  public static final String QUERY_CANCELED = "57014";
  public static final String ADMIN_SHUTDOWN = "57P01";
  public static final String CRASH_SHUTDOWN = "57P02";
  public static final String CANNOT_CONNECT_NOW = "57P03";

  private static final String CONNECTION_EXCEPTION_CLASS = "08";

  /** PgBouncer, src/client.c: for passwords in MD5 or plain text, and for SCRAM. */
  private static final Set<String> PASSWORD_REFUSED_BY_POOLER =
      Set.of("password authentication failed", "SASL authentication failed");

  /** Each ends the session: shutdowns, and the server's own limits on idle sessions. */
  private static final Set<String> SESSION_ENDS =
      Set.of(ADMIN_SHUTDOWN, CRASH_SHUTDOWN, CANNOT_CONNECT_NOW, "57P05", "25P03", "25P04");

  private static final Set<String> PASSING =
      Set.of(
          SERIALIZATION_FAILURE,
          DEADLOCK_DETECTED,
          LOCK_NOT_AVAILABLE,
          TOO_MANY_CONNECTIONS,
          ADMIN_SHUTDOWN,
          CRASH_SHUTDOWN,
          CANNOT_CONNECT_NOW);

  /** A chain of causes may lead back to its beginning. */
  private static final int LONGEST_CHAIN = 50;

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
    return isConnectionException(state) || SESSION_ENDS.contains(state);
  }

  /**
   * Whether a log-in was refused because of the password, or of a user that there is not, which the
   * server does not tell apart. 28000 says that nobody may log in like that, whatever the password.
   * PgBouncer gives 08P01 for all that it refuses, so that its words have to tell. They are never
   * translated, and others where it is the pooler's own log-in that the server refuses.
   */
  public static boolean isRefusedPassword(SQLException failure) {
    return switch (of(failure)) {
      case INVALID_PASSWORD -> true;
      case PROTOCOL_VIOLATION -> isPasswordRefusedByPooler(failure);
      default -> false;
    };
  }

  private static boolean isPasswordRefusedByPooler(SQLException failure) {
    @Nullable ServerErrorMessage said =
        failure instanceof PSQLException e ? e.getServerErrorMessage() : null;
    return said != null && PASSWORD_REFUSED_BY_POOLER.contains(String.valueOf(said.getMessage()));
  }

  private static boolean isConnectionException(String state) {
    return state.startsWith(CONNECTION_EXCEPTION_CLASS) && !state.equals(PROTOCOL_VIOLATION);
  }

  /** Whether the same transaction may succeed when it is run again as a whole. */
  public static boolean isTransient(SQLException failure) {
    String state = of(failure);
    return PASSING.contains(state) || isConnectionException(state);
  }

  /** Whether a table or column that a query names is not there. */
  public static boolean isUndefined(SQLException failure) {
    return Set.of(UNDEFINED_TABLE, UNDEFINED_COLUMN, INVALID_SCHEMA_NAME).contains(of(failure));
  }

  /** The failure and its causes, from the outermost one inwards. */
  public static Stream<Throwable> causes(Throwable failure) {
    return Stream.<@Nullable Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(LONGEST_CHAIN)
        .map(Objects::requireNonNull);
  }

  /** The outermost failure of the database among the causes of which this is true. */
  public static Optional<SQLException> find(Throwable failure, Predicate<SQLException> sought) {
    return causes(failure)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .filter(sought)
        .findFirst();
  }
}
