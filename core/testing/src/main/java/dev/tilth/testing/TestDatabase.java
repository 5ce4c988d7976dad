package dev.tilth.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database that only the test has to whom it was given. Its user is a superuser; the server's
 * time zone is not UTC. It is not dropped before the server ends, unless somebody asks for it.
 */
public final class TestDatabase {

  private final TestServer server;
  private final String name;
  private final Queue<TestDatabase> family;

  /** A database that starts a family of its own. */
  TestDatabase(TestServer server, String name) {
    this(server, name, new ConcurrentLinkedQueue<>());
  }

  private TestDatabase(TestServer server, String name, Queue<TestDatabase> family) {
    this.server = server;
    this.name = name;
    this.family = family;
    family.add(this);
  }

  /** {@code postgresql://user:password@host:port/name}. */
  public String url() {
    return server.address().url(name);
  }

  /** {@code jdbc:postgresql://host:port/name}, without user and password. */
  public String jdbcUrl() {
    return server.address().jdbcUrl(name);
  }

  public String user() {
    return server.address().user();
  }

  public String password() {
    return server.address().password();
  }

  public String name() {
    return name;
  }

  /** Major version of the server, such as 18. */
  public int majorVersion() {
    return server.majorVersion();
  }

  /** Opens a connection for each request; no pool. */
  public DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl());
    source.setUser(user());
    source.setPassword(password());
    source.setApplicationName("tilth test");
    return source;
  }

  /** A new connection in autocommit mode, which the caller closes. */
  public Connection connect() throws SQLException {
    return dataSource().getConnection();
  }

  /** One more fresh and empty database on the same server. */
  public TestDatabase another() {
    return new TestDatabase(server, server.create(), family);
  }

  /** One more database that holds what this one holds now. Nobody may be connected to this one. */
  public TestDatabase copy() {
    return new TestDatabase(server, server.copy(name), family);
  }

  /** Removes this database now: for a test that makes many. Ends the sessions in it. */
  public void drop() {
    server.drop(name);
    family.remove(this);
  }

  /**
   * Runs one or several statements on a connection of their own.
   *
   * @throws TestQueryException with the statement and PostgreSQL's error as its cause
   */
  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new TestQueryException(name, sql, e);
    }
  }

  /**
   * The rows of a query as text: the columns of a row are joined by {@code |}, and NULL is {@code
   * NULL}.
   *
   * @throws TestQueryException with the statement and PostgreSQL's error as its cause
   */
  public List<String> column(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        lines.add(line(rows));
      }
      return List.copyOf(lines);
    } catch (SQLException e) {
      throw new TestQueryException(name, sql, e);
    }
  }

  /**
   * The only row of a query as text, as in {@link #column}.
   *
   * @throws AssertionError if there is not exactly one row
   */
  public String value(String sql) {
    List<String> rows = column(sql);
    if (rows.size() != 1) {
      throw new AssertionError("Not one row but %d came from: %s".formatted(rows.size(), sql));
    }
    return rows.getFirst();
  }

  /** Server and name, without the password. */
  @Override
  public String toString() {
    return server.address() + "/" + name;
  }

  /** Descriptions of the connections that stay open, to this database or to its relatives. */
  List<String> leaks() {
    return server.leaks(family.stream().map(TestDatabase::name).toList());
  }

  private static String line(ResultSet row) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      String value = row.getString(i);
      values.add(value == null ? "NULL" : value);
    }
    return String.join("|", values);
  }
}
