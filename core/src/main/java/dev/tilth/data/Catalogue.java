package dev.tilth.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What the catalogue says of the tables that are loaded in one transaction. */
final class Catalogue {

  private final Connection connection;
  private final Straight straight;
  private final Map<TableName, Table> ahead = new HashMap<>();

  /**
   * @param straight rows on their way: where they lie is a part of what is read
   */
  Catalogue(Connection connection, Straight straight) {
    this.connection = connection;
    this.straight = straight;
  }

  /**
   * Reads what will be wanted, in one message. It can be out of date by then, as it always can:
   * rivals write too. What is there and may not be there is left to unique indexes.
   *
   * @param tables those that there are not are looked for again
   * @param others of which nothing but their names is wanted
   * @return the names that there are, of tables and of anything else, as the catalogue has them
   */
  Map<TableName, TableName> readAhead(Collection<TableName> tables, Collection<TableName> others)
      throws SQLException {
    straight.settle();
    FoundTables found = new TableReader(connection).read(tables, others);
    ahead.putAll(found.tables());
    return found.names();
  }

  /**
   * A table that is about to be loaded; after that it is not what it was.
   *
   * @throws UnknownTableException if there is none
   */
  Table table(TableName name) throws SQLException {
    Table known = ahead.remove(name);
    if (known == null) {
      straight.settle();
      return new TableReader(connection).read(name);
    }
    return known;
  }
}
