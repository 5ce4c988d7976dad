package dev.tilth.data;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads a table from the catalogue, in one message to the server. */
final class TableReader {

  /**
   * Triggers, rules and policies of users can tell a row that is inserted as it is from one that a
   * merge inserts; a table that others inherit from does not know all keys. Read once for all
   * columns, which is what the offset is for.
   */
  private static final String TABLE =
      """
      select c.oid, c.relname, c.relnamespace,
             not c.relhasrules and not c.relrowsecurity
             and (c.relkind = 'p' or not c.relhassubclass)
             and not exists (select from pg_partition_tree(c.oid) p join pg_class m on m.oid = p.relid
                              where m.relkind not in ('r', 'p') or m.relhasrules)
             and not exists (select from pg_trigger g
                              where not g.tgisinternal
                                and (g.tgrelid = c.oid
                                     or g.tgrelid in (select relid from pg_partition_tree(c.oid))))
             as plain,
             coalesce(pg_relation_size(c.oid), 0) = 0
             and not exists (select from pg_partition_tree(c.oid) p
                              where pg_relation_size(p.relid) > 0) as untouched
        from pg_class c
       where c.oid = to_regclass(?) and c.relkind in ('r', 'p')
      offset 0
      """;

  private static final String COLUMNS =
      """
      select n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
             format_type(a.atttypid, -1), a.attnotnull, a.atthasdef or a.attidentity <> '',
             a.attidentity = 'a', a.attgenerated <> '',
             case when t.typcategory = 'A' then format_type(b.typelem, -1) end,
             pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname),
             case when e.typnamespace <> 'pg_catalog'::regnamespace then e.typname end,
             c.plain, c.untouched
        from (\
      """
          + TABLE
          + """
          ) c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            join pg_type t on t.oid = a.atttypid
            join pg_type b on b.oid = case t.typtype when 'd' then t.typbasetype else t.oid end
            join pg_type e on e.oid = case t.typcategory when 'A' then b.typelem else t.oid end
           order by a.attnum
          """;

  private static final String KEYS =
      """
      select coalesce(con.conname, c.relname), i.indisprimary,
             array(select a.attname::text from pg_attribute a
                    where a.attrelid = i.indrelid
                      and (a.attnum = any ((i.indkey::int2[])[0:i.indnkeyatts - 1])
                           or i.indexprs is not null and exists (
                               select from pg_depend d
                                where d.classid = 'pg_class'::regclass and d.objid = c.oid
                                  and d.refclassid = 'pg_class'::regclass
                                  and d.refobjid = i.indrelid and d.refobjsubid = a.attnum))
                    order by a.attnum),
             array(select case when i.indkey[part - 1] = 0
                               then '(' || pg_get_indexdef(c.oid, part, false) || ')'
                               else pg_get_indexdef(c.oid, part, false) end
                     from generate_series(1, i.indnkeyatts) part order by part),
             array(select quote_ident(n.nspname) || '.' || o.oprname
                     from generate_series(1, i.indnkeyatts) part
                     join pg_opclass k on k.oid = i.indclass[part - 1]
                     join pg_amop m on m.amopfamily = k.opcfamily and m.amopstrategy = 3
                      and m.amoplefttype = k.opcintype and m.amoprighttype = k.opcintype
                     join pg_operator o on o.oid = m.amopopr
                     join pg_namespace n on n.oid = o.oprnamespace
                    order by part)
        from pg_index i
        join pg_class c on c.oid = i.indexrelid
        left join pg_constraint con on con.conindid = c.oid and con.contype in ('p', 'u')
       where i.indrelid = to_regclass(?) and i.indisunique and i.indimmediate and i.indisvalid
         and i.indpred is null
       order by i.indisprimary desc, 1
      """;

  /** A partitioned target has one row for itself and one for each partition: only the first. */
  private static final String REFERENCES =
      """
      select f.conname, n.nspname, c.relname,
             array(select a.attname::text from unnest(f.conkey) with ordinality k (number, place)
                     join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.number
                    order by k.place),
             array(select a.attname::text from unnest(f.confkey) with ordinality k (number, place)
                     join pg_attribute a on a.attrelid = f.confrelid and a.attnum = k.number
                    order by k.place),
             array(select a.attname::text from pg_attribute a
                    where a.attrelid = f.confrelid and a.attnum > 0 and not a.attisdropped
                    order by a.attnum)
        from pg_constraint f
        join pg_class c on c.oid = f.confrelid
        join pg_namespace n on n.oid = c.relnamespace
       where f.contype = 'f' and f.conrelid = to_regclass(?)
         and not exists (select from pg_constraint p
                          where p.oid = f.conparentid and p.conrelid = f.conrelid)
       order by f.conname
      """;

  private static final String TABLES =
      """
      select c.relname
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
       order by 1
      """;

  private final Connection connection;

  TableReader(Connection connection) {
    this.connection = connection;
  }

  /**
   * Finds the table.
   *
   * @throws UnknownTableException if there is none, or it is a view
   */
  Table read(TableName name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(COLUMNS + ";" + KEYS + ";" + REFERENCES)) {
      for (int parameter = 1; parameter <= 3; parameter++) {
        statement.setString(parameter, name.sql());
      }
      statement.execute();
      return table(name, statement);
    }
  }

  private Table table(TableName asked, Statement statement) throws SQLException {
    List<Column> columns = new ArrayList<>();
    TableName found = asked;
    boolean plain = false;
    boolean untouched = false;
    try (ResultSet row = statement.getResultSet()) {
      while (row.next()) {
        found = new TableName(row.getString(1), row.getString(2));
        plain = row.getBoolean(13);
        untouched = row.getBoolean(14);
        columns.add(column(row));
      }
    }
    List<UniqueKey> keys = new ArrayList<>();
    statement.getMoreResults();
    try (ResultSet row = statement.getResultSet()) {
      while (row.next()) {
        keys.add(key(row));
      }
    }
    List<ForeignKey> references = new ArrayList<>();
    statement.getMoreResults();
    try (ResultSet row = statement.getResultSet()) {
      while (row.next()) {
        references.add(reference(row));
      }
    }
    if (columns.isEmpty()) {
      throw new UnknownTableException(asked, tables());
    }
    return new Table(found, columns, keys, references, plain, untouched);
  }

  private static Column column(ResultSet row) throws SQLException {
    return new Column(
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getBoolean(6),
        row.getBoolean(7),
        row.getBoolean(8),
        row.getBoolean(9),
        row.getString(10),
        row.getString(11),
        row.getString(12));
  }

  private static UniqueKey key(ResultSet row) throws SQLException {
    return new UniqueKey(
        row.getString(1), row.getBoolean(2), texts(row, 3), texts(row, 4), texts(row, 5));
  }

  private static ForeignKey reference(ResultSet row) throws SQLException {
    return new ForeignKey(
        row.getString(1),
        texts(row, 4),
        new TableName(row.getString(2), row.getString(3)),
        texts(row, 5),
        texts(row, 6));
  }

  private static List<String> texts(ResultSet row, int column) throws SQLException {
    Array array = row.getArray(column);
    return List.of((String[]) array.getArray());
  }

  private List<String> tables() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TABLES)) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }
}
