package dev.tilth.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The PostgreSQL that tests run on. It is found in this order:
 *
 * <ol>
 *   <li>the server that the environment variable {@value #URL_VARIABLE} names by the URL of a
 *       superuser; its databases are dropped at the end. A version that it does not have comes from
 *       the next of this list;
 *   <li>a container, with the system property {@value #KIND_PROPERTY}{@code =testcontainers};
 *   <li>an embedded server of this JVM, removed with it.
 * </ol>
 *
 * <p>The system property {@value #VERSION_PROPERTY} names the major version of the default server,
 * such as 15, where it is not to be the newest.
 *
 * <p>{@link PostgresTest} shares one server per version among all test classes. Started by hand it
 * serves whatever needs a database for a moment, such as code generation. Thread-safe.
 */
public final class TestServer implements AutoCloseable {

  static final String URL_VARIABLE = "TILTH_TEST_DATABASE_URL";
  static final String KIND_PROPERTY = "tilth.test.database";

  /** The system property for the major version of the default server. */
  public static final String VERSION_PROPERTY = "tilth.test.version";

  private final ServerHost host;
  private final Administration administration;
  private final Map<Class<? extends DatabaseTemplate>, String> templates =
      new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread atExit = new Thread(this::end, "tilth test server");

  private TestServer(ServerHost host) {
    this.host = host;
    this.administration = new Administration(host);
  }

  /** The default server. */
  public static TestServer start() {
    return start(0);
  }

  /**
   * A server of a major version.
   *
   * @param version such as 14, or 0 for the default
   * @throws RuntimeException that says what is missing, if there is none
   */
  public static TestServer start(int version) {
    return on(ServerChoice.ofThisRun().start(version));
  }

  /**
   * A server that runs already; it is not stopped, but its databases are dropped at the end.
   *
   * @param url a superuser's {@code postgresql://user:password@host:port/database}
   */
  public static TestServer at(String url) {
    return on(ExternalHost.of(url));
  }

  static TestServer on(ServerHost host) {
    TestServer server = new TestServer(host);
    Runtime.getRuntime().addShutdownHook(server.atExit);
    return server;
  }

  /** A fresh and empty database. */
  public TestDatabase database() {
    return database(DatabaseTemplate.Empty.class);
  }

  /** A fresh copy of what the template prepares; it is prepared at the first call. */
  public TestDatabase database(Class<? extends DatabaseTemplate> template) {
    String origin =
        template == DatabaseTemplate.Empty.class
            ? Administration.EMPTY
            : templates.computeIfAbsent(template, this::prepare);
    return new TestDatabase(this, administration.create(origin));
  }

  /** Major version, such as 18. */
  public int majorVersion() {
    return administration.majorVersion();
  }

  /** Stops the server, or drops the databases that came from it. Does nothing the second time. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException theJvmIsEnding) {
      return;
    }
    end();
  }

  ServerAddress address() {
    return host.address();
  }

  /** Who is still connected after a short wait; they are disconnected. */
  List<String> leaks(List<String> databases) {
    return administration.leaks(databases);
  }

  /** Name of a fresh and empty database. */
  String create() {
    return administration.create(Administration.EMPTY);
  }

  /** Name of a copy of a database. */
  String copy(String database) {
    return administration.create(database);
  }

  void drop(String database) {
    administration.drop(database);
  }

  private String prepare(Class<? extends DatabaseTemplate> type) {
    TestDatabase database = database();
    try {
      var constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      constructor.newInstance().prepare(database);
    } catch (Exception e) {
      throw new TemplateFailedException(type, e);
    }
    List<String> open = database.leaks();
    if (!open.isEmpty()) {
      throw new TemplateFailedException(type, new ConnectionLeakError(open));
    }
    return database.name();
  }

  private void end() {
    if (closed.compareAndSet(false, true)) {
      try {
        administration.close();
      } finally {
        host.close();
      }
    }
  }
}
