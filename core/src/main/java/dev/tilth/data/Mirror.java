package dev.tilth.data;

import dev.tilth.spi.TableMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Deletes the rows that this seeder inserted and that its source has no longer.
 *
 * <ol>
 *   <li>Forget recorded rows that are not there any more: deleted by hand, or under another key.
 *   <li>A row of the source that another seeder owns is an error.
 *   <li>Choose: own rows, by both keys, whose key the source lacks. More than declared, or any
 *       where the policy does not permit it: refused.
 *   <li>Delete them before anything is written, so that a value of theirs that is unique can move
 *       to another row. Where rows that stay refer to them, or where it would spread within the
 *       table, after the table's rows are written; failing that, at the end of the seeder.
 *   <li>Every insert records what it inserted, in the same statement. So a row that was there
 *       before is never owned.
 * </ol>
 */
final class Mirror implements Removal {

  private final Connection connection;
  private final Layout layout;
  private final Sources sources;
  private final LoadTerms terms;
  private final OwnRows rows;
  private final MirrorSql sql;
  private final List<Referrer> referrers;
  private Deletion deletion;

  Mirror(Connection connection, Layout layout, Sources sources, LoadTerms terms)
      throws SQLException {
    this.connection = connection;
    this.layout = layout;
    this.sources = sources;
    this.terms = terms;
    this.rows = new OwnRows(layout, primaryKey(layout));
    this.sql =
        new MirrorSql(
            rows,
            terms.records(layout.table()),
            new MergeSql(layout, TableMode.MIRROR, Scope.ALL).keyed());
    this.referrers = ReferrerReader.read(connection, layout.table().name());
    this.deletion = new Deletion(layout, sources, sql, referrers, List.of());
  }

  /**
   * Refuses a secret in a key: the record of a row is its keys, in plain text.
   *
   * @param secret the positions of fields that hold a value from outside in some row
   */
  static void checkKeys(Layout layout, TableMode mode, Set<Integer> secret) {
    if (mode != TableMode.MIRROR || secret.isEmpty()) {
      return;
    }
    Set<String> columns = new HashSet<>(layout.key().columns());
    columns.addAll(primaryKey(layout).columns());
    for (Field field : layout.fieldsOf(columns)) {
      if (secret.contains(field.position())) {
        throw new UnusableKeyException(
            layout.file(),
            layout.table().name(),
            "a mirror records the keys of its rows, and column '%s' takes a value from outside"
                .formatted(field.header()),
            "Leave ${secret:...} and ${env:...} out of the keys, or declare the mode MERGE.");
      }
    }
  }

  private static UniqueKey primaryKey(Layout layout) {
    return layout.table().keys().stream()
        .filter(UniqueKey::primary)
        .findFirst()
        .orElseThrow(() ->
            new UnusableKeyException(
                layout.file(),
                layout.table().name(),
                "it has no primary key, by which a mirror knows the rows that it inserted",
                "Give it one that is not deferrable, or declare the mode MERGE."));
  }

  @Override
  public String insert(String statement) {
    return sql.recorded(statement);
  }

  @Override
  public void before() throws SQLException {
    forgetGone();
    checkForeign();
    choose();
    if (referrers.stream().noneMatch(Referrer::spreads)) {
      deletion.attempt(connection);
    }
    MovedKeys moved = new MovedKeys(rows);
    if (moved.possible()) {
      execute(sql.followMoved(moved));
    }
  }

  @Override
  public void after() throws SQLException {
    deletion.attempt(connection);
  }

  /** Reads the rows that would be deleted, whatever the terms say, and returns their number. */
  long foresee(ChangeReader reader, FoundChanges found) throws SQLException {
    long count = 0;
    if (!recorded()) {
      return count;
    }
    checkForeign();
    try (Statement statement = statement()) {
      statement.setFetchSize(FoundChanges.FETCHED);
      try (ResultSet row = statement.executeQuery(sql.doomedValues())) {
        while (row.next()) {
          count++;
          found.add(reader.deleted(row));
        }
      }
    }
    if (count > 0) {
      new TakenAlong(connection, found).with(layout.table().name(), sql.doomedRows());
    }
    return count;
  }

  private boolean recorded() throws SQLException {
    try (Statement statement = statement();
        ResultSet row = statement.executeQuery(sql.present())) {
      row.next();
      return row.getBoolean(1);
    }
  }

  @Override
  public long deleted() {
    return deletion.deleted();
  }

  /** What is left for the end of the seeder, if anything. */
  Deletion deletion() {
    return deletion;
  }

  private void forgetGone() throws SQLException {
    try {
      execute(sql.forgetGone());
    } catch (SQLException e) {
      if (!ServerError.of(e).concernsData()) {
        throw e;
      }
      throw new UnreadableRecordException(
          terms, layout.table().name(), sources.discreet() ? ServerError.withoutValues(e) : e);
    }
  }

  private void checkForeign() throws SQLException {
    try (Statement statement = statement();
        ResultSet row = statement.executeQuery(sql.firstForeign())) {
      if (row.next()) {
        throw new ForeignRowException(layout, sources, row.getLong(1), row.getString(2));
      }
    }
  }

  private void choose() throws SQLException {
    List<String> keys = new ArrayList<>();
    long count = 0;
    try (Statement statement = statement();
        ResultSet row =
            statement.executeQuery(sql.doomed(Math.max(1, sources.data().mostDeleted())))) {
      while (row.next()) {
        count = row.getLong(1);
        keys.add(row.getString(2));
      }
    }
    terms.checkMirror(sources.data(), layout.table().name().toString(), count);
    deletion = new Deletion(layout, sources, sql, referrers, keys);
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
