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
        JdbcMethods.checkPermitted(method, arguments);
        if (JdbcMethods.leavesTrace(method)) {
          transaction.use().leaveTrace();
        }
        if (JdbcMethods.beginsWork(method)) {
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

  private void checkText(@Nullable Object @Nullable [] arguments) throws SQLException {
    if (arguments != null && arguments.length > 0 && arguments[0] instanceof String text) {
      if (!SeederSql.check(text)) {
        transaction.use().leaveTrace();
      }
    }
  }

  private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
    if (JdbcMethods.isForEverybody(method)) {
      return callTarget(method, arguments);
    }
    transaction.use().enter();
    try {
      return callTarget(method, arguments);
    } finally {
      transaction.use().leave();
    }
  }

  private @Nullable Object callTarget(Method method, @Nullable Object[] arguments)
      throws Throwable {
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
