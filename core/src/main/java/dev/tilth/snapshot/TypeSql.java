package dev.tilth.snapshot;

/** Enums, domains, ranges, composites; the attributes of the last are told with all columns. */
final class TypeSql {

  static final String TYPES =
      """
      select o.kind, o.name, l.line
      from object o
      join pg_type t on t.oid = o.oid
      left join pg_type b on b.oid = t.typbasetype
      left join pg_range r on r.rngtypid = t.oid
      cross join lateral (
        select 0 as part, 0 as position,
               case t.typtype
                 when 'e' then 'enum'
                 when 'c' then 'composite'
                 when 'd' then concat_ws(' ',
                   'domain over', format_type(t.typbasetype, t.typtypmod),
                   case when t.typcollation <> b.typcollation
                     then 'collate ' || t.typcollation::regcollation end,
                   case when t.typnotnull then 'not null' end,
                   'default ' || pg_get_expr(t.typdefaultbin, 0))
                 when 'r' then concat_ws(' ',
                   'range of', format_type(r.rngsubtype, null),
                   'collate ' || nullif(r.rngcollation, 0)::regcollation,
                   'canonical ' || nullif(r.rngcanonical, 0)::regproc,
                   'difference ' || nullif(r.rngsubdiff, 0)::regproc,
                   'multirange ' || format_type(r.rngmultitypid, null))
                 else format('base type, input %s, output %s', t.typinput, t.typoutput)
               end as line
        union all
        select 1, row_number() over (order by e.enumsortorder),
               'label ' || quote_literal(e.enumlabel)
        from pg_enum e
        where e.enumtypid = t.oid
      ) l
      where o.classid = 'pg_type'::regclass
      order by o.name, l.part, l.position
      """;

  private TypeSql() {}
}
