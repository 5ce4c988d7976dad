package dev.tilth.data;

import dev.tilth.plan.RowChanges;
import dev.tilth.spi.TableData;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** The changes of one load, computed in a transaction that leaves nothing. */
final class Preview {

  private final Connection connection;
  private final TableData data;
  private final LoadTerms terms;

  Preview(Connection connection, TableData data, LoadTerms terms) {
    this.connection = connection;
    this.data = data;
    this.terms = terms;
  }

  RowChanges run(Prior prior, int most) throws SQLException {
    TableName name = TableName.parse(data.table());
    Optional<Table> table = table(name, prior.migrates());
    if (table.isEmpty()) {
      return new RowChanges.NewTable(name.toString(), rows(name));
    }
    Optional<String> loader = prior.loader(table.get().name());
    return loader.isPresent()
        ? unknown(table.get().name(), loader.get())
        : of(table.get(), prior, most);
  }

  private Optional<Table> table(TableName name, boolean mayBeNew) throws SQLException {
    try {
      return Optional.of(new TableReader(connection).read(name));
    } catch (UnknownTableException e) {
      if (mayBeNew) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static RowChanges unknown(TableName table, String loader) {
    return new RowChanges.Unknown(table.toString(), loader + " has run");
  }

  private long rows(TableName name) {
    Table table = new Table(name, List.of(), List.of(), List.of());
    try (Rows rows = terms.sources(data, table).open()) {
      return SourceSize.of(rows, data.key());
    }
  }

  private RowChanges of(Table table, Prior prior, int most) throws SQLException {
    Sources sources = terms.sources(data, table);
    try (Rows rows = sources.open()) {
      return rows.header().isEmpty()
          ? new RowChanges.Known(table.name().toString(), Load.empty(data, table), List.of())
          : of(table, sources, new SecretColumns(rows), prior, most);
    } catch (SQLException e) {
      throw sources.discreet() ? ServerError.withoutValues(e) : e;
    }
  }

  private RowChanges of(Table table, Sources sources, SecretColumns rows, Prior prior, int most)
      throws SQLException {
    Layout layout = HeaderReader.read(sources.name(), table, rows.header(), data);
    long staged = new Staging(connection, layout).fill(rows, sources);
    Mirror.checkKeys(layout, data.mode(), rows.positions());
    execute("analyze " + Staging.TABLE);
    Merge merge = new Merge(connection, layout, sources, data.mode(), Long.MAX_VALUE, Removal.NONE);
    merge.leaveOutReplaced();
    Optional<String> loader = unresolved(layout, sources, prior);
    return loader.isPresent()
        ? unknown(table.name(), loader.get())
        : new Differences(connection, layout, sources, terms)
            .of(staged - merge.replaced(), rows.positions(), most);
  }

  /**
   * The seeder without which a reference leads nowhere.
   *
   * @throws dev.tilth.spi.TilthException at anything else that is wrong
   */
  private Optional<String> unresolved(Layout layout, Sources sources, Prior prior)
      throws SQLException {
    PreviewSql sql = new PreviewSql(layout, data.mode());
    Optional<Fault> fault = fault(sql.firstFault());
    if (fault.isEmpty()) {
      new SelfReferences(connection, layout, sources, data.mode()).check();
      fault = fault(sql.firstFaultOfAll());
    }
    if (fault.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> loader =
        fault.get().kind() == FaultKind.UNRESOLVED
            ? prior.loader(layout.references().get(fault.get().reference() - 1).key().table())
            : Optional.empty();
    if (loader.isEmpty()) {
      throw fault.get().toException(layout, sources);
    }
    return loader;
  }

  private Optional<Fault> fault(String query) throws SQLException {
    try (Statement statement = statement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? Comparison.fault(row, 1) : Optional.empty();
    }
  }

  private void execute(String text) throws SQLException {
    try (Statement statement = statement()) {
      statement.execute(text);
    }
  }

  private Statement statement() throws SQLException {
    Statement statement = connection.createStatement();
    statement.setEscapeProcessing(false);
    return statement;
  }
}
