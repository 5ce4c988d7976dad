package dev.tilth.seed;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** What the methods of JDBC and of the driver do, for those that reach a seeder's connection. */
final class JdbcMethods {

  private static final Map<String, String> REFUSED =
      Map.of(
          "commit", "commit",
          "rollback", "rollback",
          "setAutoCommit", "auto-commit",
          "close", "close",
          "abort", "abort",
          "setNetworkTimeout", "change of the network time-out",
          "setTransactionIsolation", "change of the isolation level",
          "setAutosave", "change of autosave");

  /** What would run in a transaction of its own if the claim's had ended. */
  private static final Set<String> BEGINNING_WORK =
      Set.of(
          "createStatement",
          "prepareStatement",
          "prepareCall",
          "execute",
          "executeQuery",
          "executeUpdate",
          "executeLargeUpdate",
          "addBatch",
          "executeBatch",
          "executeLargeBatch",
          "getCopyAPI",
          "getLargeObjectAPI");

  /** Of a connection, what leaves nothing in the driver that its next user could meet. */
  private static final Set<String> WITHOUT_TRACE =
      Set.of(
          "createStatement",
          "prepareStatement",
          "prepareCall",
          "nativeSQL",
          "createArrayOf",
          "getAutoCommit",
          "setAutoCommit", // which has no effect, or is refused
          "setSavepoint",
          "releaseSavepoint",
          "rollback",
          "isClosed",
          "isReadOnly",
          "isValid",
          "getMetaData",
          "getCatalog",
          "getSchema",
          "getHoldability",
          "getTransactionIsolation",
          "getWarnings",
          "clearWarnings",
          "getBackendPID",
          "escapeIdentifier",
          "escapeLiteral");

  /** What a seeder may still do with what it has kept when it has ended. */
  private static final Set<String> CLOSING = Set.of("close", "isClosed");

  private JdbcMethods() {}

  /** Whether it would run in a transaction of its own if the claim's had ended. */
  static boolean beginsWork(Method method) {
    return BEGINNING_WORK.contains(method.getName());
  }

  /** Whether it may leave something in the driver that the connection's next user could meet. */
  static boolean leavesTrace(Method method) {
    return isOfConnection(method) && !WITHOUT_TRACE.contains(method.getName());
  }

  /** Whether a seeder that has ended may still call it. */
  static boolean isForEverybody(Method method) {
    return method.getDeclaringClass() == Object.class || CLOSING.contains(method.getName());
  }

  /** What belongs to statements, such as their close, is the seeder's. */
  static void checkPermitted(Method method, @Nullable Object[] arguments) throws SQLException {
    String what = REFUSED.get(method.getName());
    if (what != null && isOfConnection(method) && !isHarmless(method.getName(), arguments)) {
      throw new SQLException(
          ("A seeder's connection takes no %s: Tilth ends the transaction together with the"
                  + " seeder's record. Use DSLContext.transaction for a savepoint.")
              .formatted(what));
    }
  }

  private static boolean isOfConnection(Method method) {
    return method.getDeclaringClass() == Connection.class
        || method.getDeclaringClass() == PGConnection.class;
  }

  private static boolean isHarmless(String method, @Nullable Object @Nullable [] arguments) {
    return switch (method) {
      case "rollback" -> arguments != null; // to a savepoint
      case "setAutoCommit" -> arguments != null && Boolean.FALSE.equals(arguments[0]);
      default -> false;
    };
  }
}
