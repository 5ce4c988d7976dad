package dev.tilth.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads from the catalogue which foreign keys lead to a table. */
final class ReferrerReader {

  /** Copies of a foreign key for partitions are left out; so is what this session cannot read. */
  private static final String REFERRERS =
      """
      select f.conname, n.nspname, c.relname, case f.confdeltype when 'c' then 'DELETE' when 'n' then 'CHANGE' when 'd' then 'CHANGE'
                            else 'FORBID' end,
             f.conrelid = f.confrelid,
             array(select a.attname::text from unnest(f.conkey) with ordinality k (number, place)
                     join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.number
                    order by k.place),
             array(select a.attname::text from unnest(f.confkey) with ordinality k (number, place)
                     join pg_attribute a on a.attrelid = f.confrelid and a.attnum = k.number
                    order by k.place),
             array(select quote_ident(s.nspname) || '.' || o.oprname
                     from unnest(f.conpfeqop) with ordinality k (number, place)
                     join pg_operator o on o.oid = k.number
                     join pg_namespace s on s.oid = o.oprnamespace
                    order by k.place)
        from pg_constraint f
        join pg_class c on c.oid = f.conrelid
        join pg_namespace n on n.oid = c.relnamespace
       where f.contype = 'f' and f.confrelid = to_regclass(?)
         and not exists (select from pg_constraint p
                          where p.oid = f.conparentid and p.confrelid = f.confrelid)
         and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')
       order by f.conname, 2, 3
      """;

  private ReferrerReader() {}

  static List<Referrer> read(Connection connection, TableName table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REFERRERS)) {
      statement.setString(1, table.sql());
      List<Referrer> referrers = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          referrers.add(referrer(row));
        }
      }
      return referrers;
    }
  }

  private static Referrer referrer(ResultSet row) throws SQLException {
    return new Referrer(
        row.getString(1),
        new TableName(row.getString(2), row.getString(3)),
        texts(row, 6),
        texts(row, 7),
        texts(row, 8),
        Referrer.OnDelete.valueOf(row.getString(4)),
        row.getBoolean(5));
  }

  private static List<String> texts(ResultSet row, int column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }
}
