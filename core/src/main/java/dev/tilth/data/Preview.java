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

  /** What is shown, and digested, does not depend on the settings of a role. */
  private static final String SAME_TEXTS =
      "set local intervalstyle = 'postgres'; set local bytea_output = 'hex'";

  private final Connection connection;
  private final TableData data;
  private final LoadTerms terms;

  Preview(Connection connection, TableData data, LoadTerms terms) {
    this.connection = connection;
    this.data = data;
    this.terms = terms;
  }

  RowChanges run(Prior prior, int most) throws SQLException {
    execute(SAME_TEXTS);
    TableName name = TableName.parse(data.table());
    Optional<Table> table = table(name, !prior.scripts().isEmpty());
    if (table.isEmpty()) {
      return missing(name, prior);
    }
    Optional<String> until = prior.until(table.get());
    return until.isPresent()
        ? new RowChanges.Unknown(table.get().name().toString(), until.get())
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

  private RowChanges missing(TableName name, Prior prior) {
    return prior.createsEmpty(name) && isCountable()
        ? new RowChanges.NewTable(name.toString(), rows(name))
        : new RowChanges.Unknown(
            name.toString(), prior.until(name).orElse("the migrations are applied"));
  }

  /** Only a key tells which rows of an overlay take the place of others. */
  private boolean isCountable() {
    return !data.key().isEmpty() || !data.overlays().containsKey(terms.policy().name());
  }

  private long rows(TableName name) {
    Table table = new Table(name, List.of(), List.of(), List.of(), false, false);
    try (Rows rows = terms.sources(data, table).open()) {
      return SourceSize.of(rows, data.key());
    }
  }

  private RowChanges of(Table table, Prior prior, int most) throws SQLException {
    Sources sources = terms.sources(data, table);
    try (Rows rows = sources.open()) {
      return rows.header().isEmpty()
          ? new FoundChanges(most).known(table, Load.empty(data, table))
          : of(table, sources, new SecretColumns(rows), prior, most);
    } catch (SQLException e) {
      throw sources.discreet() ? ServerError.withoutValues(e) : e;
    }
  }

  private RowChanges of(Table table, Sources sources, SecretColumns rows, Prior prior, int most)
      throws SQLException {
    Layout layout = HeaderReader.read(sources.name(), table, rows.header(), data);
    Optional<String> migration =
        layout.references().stream()
            .flatMap(reference -> prior.untilApplied(reference.key().table()).stream())
            .findFirst();
    if (migration.isPresent()) {
      return new RowChanges.Unknown(table.name().toString(), migration.get());
    }
    long staged = new Staging(connection, layout).fill(rows, sources, 0);
    Mirror.checkKeys(layout, data.mode(), rows.positions());
    execute("analyze " + Staging.TABLE);
    Merge merge = new Merge(connection, layout, sources, data.mode(), Scope.ALL, Removal.NONE);
    merge.leaveOutReplaced();
    Optional<String> until = unresolved(layout, sources, prior);
    return until.isPresent()
        ? new RowChanges.Unknown(table.name().toString(), until.get())
        : new Differences(connection, layout, sources, terms)
            .of(staged - merge.replaced(), rows.positions(), most);
  }

  /**
   * What has to be done before a reference leads somewhere.
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
    Optional<String> until =
        fault.get().kind() == FaultKind.UNRESOLVED
            ? prior.until(layout.references().get(fault.get().reference() - 1).key().table())
            : Optional.empty();
    if (until.isEmpty()) {
      throw fault.get().toException(layout, sources);
    }
    return until;
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
