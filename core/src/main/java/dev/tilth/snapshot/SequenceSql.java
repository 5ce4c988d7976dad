package dev.tilth.snapshot;

/** Sequences as they were declared, never where they stand. */
final class SequenceSql {

  /** A sequence with an owner has its table's persistence, but only since 15: told for others. */
  static final String SEQUENCES =
      """
      select o.kind, o.name, l.line
      from object o
      join pg_sequence s on s.seqrelid = o.oid
      join pg_class c on c.oid = o.oid
      left join pg_depend d on d.classid = o.classid and d.objid = o.oid
        and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0 and d.deptype in ('a', 'i')
      left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
      cross join lateral (
        values
          (1, concat_ws(' ',
                'as', format_type(s.seqtypid, null),
                'start', s.seqstart, 'increment', s.seqincrement,
                'minvalue', s.seqmin, 'maxvalue', s.seqmax, 'cache', s.seqcache,
                case when s.seqcycle then 'cycle' end)),
          (2, 'owned by ' || d.refobjid::regclass || '.' || quote_ident(a.attname)),
          (3, case when c.relpersistence = 'u' and a.attname is null then 'unlogged' end)
      ) as l (position, line)
      where o.classid = 'pg_class'::regclass and l.line is not null
      order by o.name, l.position
      """;

  private SequenceSql() {}
}
