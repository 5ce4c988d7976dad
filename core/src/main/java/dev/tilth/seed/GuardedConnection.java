package dev.tilth.seed;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The connection that a seeder sees. The end of its transaction is not the seeder's: committing
 * early would publish rows whose record is not there yet.
 *
 * <p>JDBC leads back to the connection from its statements, their results and the metadata, and
 * {@code unwrap} to the driver's own. Therefore all of these are proxies, of interfaces with some
 * hundreds of methods, and unwrapping gives nothing but these proxies.
 */
final class GuardedConnection implements InvocationHandler {

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

  /** From the most special one to the most general one. */
  private static final List<Class<?>> LEADING_BACK =
      List.of(
          CallableStatement.class,
          PreparedStatement.class,
          Statement.class,
          ResultSet.class,
          DatabaseMetaData.class);

  private final Object target;
  private final OpenTransaction transaction;
  private final @Nullable Connection guard;

  private GuardedConnection(
      Object target, OpenTransaction transaction, @Nullable Connection guard) {
    this.target = target;
    this.transaction = transaction;
    this.guard = guard;
  }

  /** The guarded view of a connection with an open transaction. */
  static Connection of(Connection connection, OpenTransaction transaction) {
    return proxy(Connection.class, new GuardedConnection(connection, transaction, null));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            GuardedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public @Nullable Object invoke(Object self, Method method, @Nullable Object[] arguments)
      throws Throwable {
    Connection connection = self instanceof Connection itself ? itself : guard;
    return switch (method.getName()) {
      case "equals" -> isSame(self, arguments[0]);
      case "hashCode" -> System.identityHashCode(self);
      case "getConnection" -> connection;
      case "unwrap" -> unwrap(self, (Class<?>) arguments[0], connection);
      case "isWrapperFor" -> isWrapperFor(self, (Class<?>) arguments[0]);
      default -> {
        checkPermitted(method, arguments);
        if (BEGINNING_WORK.contains(method.getName())) {
          transaction.check();
          checkText(arguments);
        }
        yield guarded(call(method, arguments), connection);
      }
    };
  }

  @SuppressWarnings("ReferenceEquality") // Two proxies are never equal.
  private static boolean isSame(Object self, @Nullable Object other) {
    return self == other;
  }

  private static boolean isWrapperFor(Object self, Class<?> type) {
    return type.isInstance(self) || (self instanceof Connection && type == PGConnection.class);
  }

  private Object unwrap(Object self, Class<?> type, @Nullable Connection connection)
      throws SQLException {
    if (type.isInstance(self)) {
      return self;
    }
    if (self instanceof Connection && type == PGConnection.class) {
      PGConnection session = ((Connection) target).unwrap(PGConnection.class);
      return proxy(PGConnection.class, new GuardedConnection(session, transaction, connection));
    }
    throw new SQLException(
        "A seeder's connection does not give its %s.".formatted(type.getSimpleName()));
  }

  private static void checkText(@Nullable Object @Nullable [] arguments) throws SQLException {
    if (arguments != null && arguments.length > 0 && arguments[0] instanceof String text) {
      SeederSql.check(text);
    }
  }

  /** What belongs to statements, such as their close, is the seeder's. */
  private void checkPermitted(Method method, @Nullable Object[] arguments) throws SQLException {
    String what = REFUSED.get(method.getName());
    boolean ofConnection =
        method.getDeclaringClass() == Connection.class
            || method.getDeclaringClass() == PGConnection.class;
    if (what != null && ofConnection && !isHarmless(method.getName(), arguments)) {
      throw new SQLException(
          ("A seeder's connection takes no %s: Tilth ends the transaction together with the"
                  + " seeder's record. Use DSLContext.transaction for a savepoint.")
              .formatted(what));
    }
  }

  private static boolean isHarmless(String method, @Nullable Object @Nullable [] arguments) {
    return switch (method) {
      case "rollback" -> arguments != null; // to a savepoint
      case "setAutoCommit" -> arguments != null && Boolean.FALSE.equals(arguments[0]);
      default -> false;
    };
  }

  private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private @Nullable Object guarded(@Nullable Object result, @Nullable Connection guardian) {
    for (Class<?> type : LEADING_BACK) {
      if (type.isInstance(result)) {
        return proxy(type, new GuardedConnection(result, transaction, guardian));
      }
    }
    return result;
  }
}
