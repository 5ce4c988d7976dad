package dev.tilth.data;

import dev.tilth.script.PlainInsert;
import dev.tilth.script.SqlName;
import dev.tilth.spi.TableData;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * Loads what several seeders declare, or insert, in one transaction and with few messages. Belongs
 * to the thread that uses it.
 *
 * <ol>
 *   <li>Read all tables, and find all names, with one message: {@link #readAhead}.
 *   <li>Rows that a {@link TableLoad} would insert straight into their table, and the statements of
 *       scripts, wait for each other, in their order.
 *   <li>They go out in one message as soon as anything else has to be sent, and at last: {@link
 *       #settle}.
 * </ol>
 *
 * <p>There are no savepoints, so that after a failure the transaction can only be rolled back, and
 * nothing tells whose failure it was.
 */
public final class GroupLoad {

  private final Connection connection;
  private final StraightTogether together;
  private final LoadSite site;
  private final Map<TableName, TableName> names = new HashMap<>();

  /**
   * @param connection with an open transaction
   */
  public GroupLoad(Connection connection) {
    this.connection = connection;
    this.together = new StraightTogether(connection);
    this.site = LoadSite.shared(connection, together);
  }

  /**
   * Before anything is loaded.
   *
   * @param tables that will be loaded
   * @param others that statements will insert into
   */
  public void readAhead(Collection<TableData> tables, Collection<SqlName> others)
      throws SQLException {
    names.putAll(
        site.catalogue()
            .readAhead(
                tables.stream().map(data -> TableName.parse(data.table())).toList(),
                others.stream().map(GroupLoad::table).toList()));
  }

  private static TableName table(SqlName name) {
    return new TableName(name.schema().orElse(null), name.last());
  }

  /** The load of one of the seeders; its counts are final when all is settled. */
  public TableLoad of(LoadTerms terms) {
    return new TableLoad(
        DSL.using(connection, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false)),
        terms,
        any -> site);
  }

  /**
   * Inserts the rows of a statement.
   *
   * @param rows told how many there were, and of which table, schema and name, when all is settled
   */
  public void insert(PlainInsert statement, ObjLongConsumer<String> rows) {
    TableName asked = table(statement.table());
    // If there is no such table, the server says so.
    TableName found = names.getOrDefault(asked, asked);
    together.insert(statement, count -> rows.accept(found.toString(), count));
  }

  /** Returns when everything is done; to be called before anybody else sends anything. */
  public void settle() throws SQLException {
    together.settle();
  }
}
