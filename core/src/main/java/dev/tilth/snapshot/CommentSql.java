package dev.tilth.snapshot;

/** Comments on objects, their columns and their constraints. */
final class CommentSql {

  /** An extension's comment comes with its version, so it is left out. */
  static final String COMMENTS =
      """
      select kind, name, line
      from (
        select o.kind, o.name, 1 as part, '' as target,
               'comment ' || quote_literal(d.description) as line
        from object o
        join pg_description d
          on d.classoid = o.classid and d.objoid = o.oid and d.objsubid = 0
        where o.kind <> 'extension'
        union all
        select o.kind, o.name, 2, a.attname::text,
               format('comment on column %I %L', a.attname, d.description)
        from object o
        join pg_description d
          on d.classoid = 'pg_class'::regclass and d.objoid = o.relid and d.objsubid > 0
        join pg_attribute a on a.attrelid = o.relid and a.attnum = d.objsubid
        union all
        select o.kind, o.name, 3, c.conname::text,
               format('comment on constraint %I %L', c.conname, d.description)
        from object o
        join pg_constraint c on (o.classid, o.oid) in (
          ('pg_class'::regclass, c.conrelid), ('pg_type'::regclass, c.contypid))
        join pg_description d
          on d.classoid = 'pg_constraint'::regclass and d.objoid = c.oid and d.objsubid = 0
        where c.contype <> 'n'
      ) comment
      order by kind, name, part, target collate "C"
      """;

  private CommentSql() {}
}
