package dev.tilth.snapshot;

/** Indexes that no constraint tells, and extended statistics. */
final class IndexSql {

  static final String INDEXES =
      """
      select o.kind, o.name,
             concat_ws(E'\\n',
               pg_get_indexdef(i.indexrelid),
               case when not i.indisvalid then 'invalid' end,
               case when i.indisclustered then 'clustered' end)
      from object o
      join pg_index i on i.indexrelid = o.oid
      where o.kind = 'index'
      """;

  static final String STATISTICS =
      """
      select o.kind, o.name, pg_get_statisticsobjdef(o.oid)
      from object o
      where o.kind = 'statistics'
      """;

  private IndexSql() {}
}
