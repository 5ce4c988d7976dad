package dev.tilth.snapshot;

/** Tables and views as a whole. */
final class RelationSql {

  static final String PROPERTIES =
      """
      select o.kind, o.name, l.line
      from object o
      join pg_class c on c.oid = o.oid
      left join pg_am m on m.oid = c.relam
      left join pg_foreign_table f on f.ftrelid = c.oid
      left join pg_foreign_server s on s.oid = f.ftserver
      cross join lateral (
        values
          (1, case when c.relpersistence = 'u' then 'unlogged' end),
          (2, 'of ' || format_type(nullif(c.reloftype, 0), null)),
          (3, 'partitioned by ' || pg_get_partkeydef(c.oid)),
          (4, (select concat_ws(' ',
                        'partition of', i.inhparent::regclass, pg_get_expr(c.relpartbound, c.oid),
                        case when i.inhdetachpending then 'detach pending' end)
               from pg_inherits i
               where i.inhrelid = c.oid and c.relispartition)),
          (4, (select 'inherits '
                 || string_agg(i.inhparent::regclass::text, ', ' order by i.inhseqno)
               from pg_inherits i
               where i.inhrelid = c.oid and not c.relispartition)),
          (5, 'access method ' || nullif(m.amname, 'heap')),
          (6, 'with ' || (select string_agg(option, ', ' order by option collate "C")
                          from unnest(c.reloptions) option)),
          (7, concat_ws(' ', 'server ' || quote_ident(s.srvname), f.ftoptions::text)),
          (8, case when c.relkind in ('r', 'p', 'm') then
                case c.relreplident
                  when 'f' then 'replica identity full'
                  when 'n' then 'replica identity nothing'
                  when 'i' then 'replica identity using index ' || (
                    select i.indexrelid::regclass::text from pg_index i
                    where i.indrelid = c.oid and i.indisreplident)
                end
              end),
          (9, case when c.relrowsecurity then 'row level security enabled' end),
          (10, case when c.relforcerowsecurity then 'row level security forced' end)
      ) as l (position, line)
      where o.classid = 'pg_class'::regclass and o.kind not in ('index', 'sequence')
        and l.line <> ''
      order by o.kind, o.name, l.position
      """;

  static final String VIEWS =
      """
      select o.kind, o.name, pg_get_viewdef(o.oid)
      from object o
      where o.kind in ('view', 'materialized view')
      """;

  private RelationSql() {}
}
