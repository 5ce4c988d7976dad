package dev.tilth.data;

import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.ClientMessage;
import dev.tilth.testing.faults.CuttingProxy;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What work within a transaction says to the server.
 *
 * @param statements the first word of each
 * @param answers how often the server is waited for
 */
record Exchange(List<String> statements, long answers) {

  private static final Set<String> ASKING = Set.of("Sync", "Query", "CopyDone");

  /** What is done with a connection whose transaction has begun. */
  interface Work {
    void on(Connection connection) throws SQLException;
  }

  /** Commits. */
  static Exchange of(TestDatabase database, Work work) {
    return of(messages(database, work));
  }

  /** The texts of the statements. Commits. */
  static List<String> texts(TestDatabase database, Work work) {
    return messages(database, work).stream().map(ClientMessage::text).toList();
  }

  private static List<ClientMessage> messages(TestDatabase database, Work work) {
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database);
        Connection connection = connect(database, proxy);
        Statement begin = connection.createStatement()) {
      connection.setAutoCommit(false);
      begin.execute("select 1");
      int before = proxy.messages().size();
      work.on(connection);
      List<ClientMessage> messages = List.copyOf(proxy.messages());
      connection.commit();
      return messages.subList(before, messages.size());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Exchange of(List<ClientMessage> messages) {
    return new Exchange(
        messages.stream()
            .map(ClientMessage::text)
            .filter(text -> !text.isBlank())
            .map(text -> text.strip().split("\\W", 2)[0].toLowerCase(Locale.ROOT))
            .toList(),
        messages.stream().filter(message -> ASKING.contains(message.name())).count());
  }

  private static Connection connect(TestDatabase database, CuttingProxy proxy) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    URI url = URI.create(proxy.url());
    source.setUrl(
        "jdbc:postgresql://%s:%d%s?sslmode=disable"
            .formatted(url.getHost(), url.getPort(), url.getPath()));
    source.setUser(database.user());
    source.setPassword(database.password());
    return source.getConnection();
  }
}
