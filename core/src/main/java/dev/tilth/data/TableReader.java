package dev.tilth.data;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads tables from the catalogue, however many, in one message to the server. */
final class TableReader {

  /** Those that are asked for, by which the other statements find them. */
  private static final String ASKED =
      "any (array(select to_regclass(a.name) from unnest(?) a (name)))";

  /** Which of them there are, of whatever kind, by the names that were asked for. */
  private static final String FOUND =
      """
      select a.name, c.oid::bigint, n.nspname, c.relname
        from unnest(?) a (name)
        join pg_class c on c.oid = to_regclass(a.name)
        join pg_namespace n on n.oid = c.relnamespace
      """;

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
       where c.oid = \
      """
          + ASKED
          + """
           and c.relkind in ('r', 'p')
          offset 0
          """;

  private static final String COLUMNS =
      """
      select c.oid::bigint, a.attname, format_type(a.atttypid, a.atttypmod),
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
           order by c.oid, a.attnum
          """;

  private static final String KEYS =
      """
      select i.indrelid::bigint, coalesce(con.conname, c.relname), i.indisprimary,
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
       where i.indrelid = \
      """
          + ASKED
          + """
           and i.indisunique and i.indimmediate and i.indisvalid and i.indpred is null
           order by i.indrelid, i.indisprimary desc, 2
          """;

  /** A partitioned target has one row for itself and one for each partition: only the first. */
  private static final String REFERENCES =
      """
      select f.conrelid::bigint, f.conname, n.nspname, c.relname,
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
       where f.contype = 'f' and f.conrelid = \
      """
          + ASKED
          + """
           and not exists (select from pg_constraint p
                            where p.oid = f.conparentid and p.conrelid = f.conrelid)
           order by f.conrelid, f.conname
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
   * Finds a table.
   *
   * @throws UnknownTableException if there is none, or it is a view
   */
  Table read(TableName name) throws SQLException {
    Table table = read(List.of(name), List.of()).tables().get(name);
    if (table == null) {
      throw new UnknownTableException(name, names());
    }
    return table;
  }

  /**
   * Finds those of them that there are.
   *
   * @param others of which nothing but their names is wanted
   */
  FoundTables read(Collection<TableName> tables, Collection<TableName> others) throws SQLException {
    Map<String, TableName> asked = new LinkedHashMap<>();
    tables.forEach(name -> asked.put(name.sql(), name));
    Array whole = connection.createArrayOf("text", asked.keySet().toArray());
    others.forEach(name -> asked.put(name.sql(), name));
    try (PreparedStatement statement =
        connection.prepareStatement(String.join(";", FOUND, COLUMNS, KEYS, REFERENCES))) {
      statement.setArray(1, connection.createArrayOf("text", asked.keySet().toArray()));
      for (int parameter = 2; parameter <= 4; parameter++) {
        statement.setArray(parameter, whole);
      }
      statement.execute();
      return new CatalogueAnswer(asked).read(statement);
    }
  }

  private List<String> names() throws SQLException {
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
