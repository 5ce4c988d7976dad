package dev.tilth.data;

import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** One load of one table: from the catalogue to the counts. */
final class Load {

  private final Connection connection;
  private final LoadSite site;
  private final TableData data;
  private final LoadTerms terms;
  private final Mirrors mirrors;

  Load(LoadSite site, TableData data, LoadTerms terms, Mirrors mirrors) {
    this.connection = site.connection();
    this.site = site;
    this.data = data;
    this.terms = terms;
    this.mirrors = mirrors;
  }

  LoadedTable run() throws SQLException {
    checkTransaction(data, connection);
    Table target = site.catalogue().table(TableName.parse(data.table()));
    Sources sources = terms.sources(data, target);
    try (Rows rows = sources.open()) {
      return new LoadedTable(
          target.name(),
          rows.header().isEmpty()
              ? empty(data, target)
              : load(
                  HeaderReader.read(sources.name(), target, rows.header(), data), sources, rows));
    } catch (SQLException e) {
      throw sources.discreet() ? ServerError.withoutValues(e) : e;
    }
  }

  static void checkTransaction(TableData data, Connection connection) throws SQLException {
    if (connection.getAutoCommit()) {
      throw new IllegalStateException(
          "Table %s is loaded within a transaction, but this connection commits each statement."
              .formatted(data.table()));
    }
  }

  /** A mirror without rows deletes all of its own, by a key that only its declaration can tell. */
  static RowCounts empty(TableData data, Table target) {
    if (data.mode() == TableMode.MIRROR) {
      throw new UnusableKeyException(
          data.source().name(),
          target.name(),
          "it has no rows, and so no columns that could be the key",
          "Say which they are, such as key(\"code\").");
    }
    return RowCounts.NONE;
  }

  private RowCounts load(Layout layout, Sources sources, Rows rows) throws SQLException {
    FirstLoad first = new FirstLoad(connection, layout, sources, site.straight());
    if (!first.isPossible()) {
      return compared(layout, sources, new SecretColumns(rows));
    }
    Optional<RowCounts> counts = first.run(rows);
    if (counts.isPresent()) {
      return counts.get();
    }
    try (Rows again = sources.open()) {
      return compared(layout, sources, new SecretColumns(again));
    }
  }

  private RowCounts compared(Layout layout, Sources sources, SecretColumns rows)
      throws SQLException {
    site.straight().settle();
    long staged = new Staging(connection, layout).fill(rows, sources, 0);
    Mirror.checkKeys(layout, data.mode(), rows.positions());
    // Nothing analyses temporary tables by itself, and plans need to know how large this one is.
    execute("analyze " + Staging.TABLE);
    Removal removal = mirrors.removal(connection, layout, sources);
    Writing writing = new Writing(connection, layout, sources, Scope.ALL, removal);
    if (data.mode() == TableMode.MIRROR) {
      writing.merge().check();
      removal.before();
    }
    return writing.run(staged);
  }

  private void execute(String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(text);
    }
  }
}
