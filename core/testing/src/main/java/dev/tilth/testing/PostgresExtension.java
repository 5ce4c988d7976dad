package dev.tilth.testing;

import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link PostgresTest} promises. Servers live in the session's store, which closes them. */
final class PostgresExtension implements BeforeAllCallback, AfterEachCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(PostgresExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    PostgresTest own = context.getRequiredTestClass().getAnnotation(PostgresTest.class);
    if (own != null) {
      TestDatabase database = server(context, own.version()).database(own.template());
      store(context).put(TestDatabase.class, database);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestDatabase.class;
  }

  @Override
  public TestDatabase resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return database(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    List<String> open = database(context).leaks();
    if (!open.isEmpty()) {
      throw new ConnectionLeakError(open);
    }
  }

  /** Of the class itself or of the class around it: a store sees what its parents hold. */
  private static TestDatabase database(ExtensionContext context) {
    TestDatabase database = store(context).get(TestDatabase.class, TestDatabase.class);
    if (database == null) {
      throw new IllegalStateException("No class around this test has @PostgresTest.");
    }
    return database;
  }

  private static TestServer server(ExtensionContext context, int version) {
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .computeIfAbsent(version, TestServer::start, TestServer.class);
  }

  private static Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }
}
