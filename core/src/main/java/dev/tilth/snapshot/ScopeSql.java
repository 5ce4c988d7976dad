package dev.tilth.snapshot;

/**
 * Which objects a snapshot has, and their kinds and names: the one place that decides it. Every
 * query starts with {@link #WITH_OBJECTS} and joins {@code object} to the catalogue that describes
 * it. Two parameters, arrays of text: excluded schemas, excluded tables.
 */
final class ScopeSql {

  static final String WITH_OBJECTS =
      """
      with schema as (
        select oid, nspname, nspowner, nspacl
        from pg_namespace
        where nspname !~ '^pg_' and nspname <> 'information_schema' and nspname <> all (?)
      ),
      member as (
        select classid, objid from pg_depend where deptype = 'e'
      ),
      excluded as (
        select c.oid
        from pg_class c
        join schema s on s.oid = c.relnamespace
        where s.nspname || '.' || c.relname = any (?)
           or ('pg_class'::regclass, c.oid) in (select classid, objid from member)
      ),
      relation as (
        select c.oid, c.relkind, c.relispartition, c.relowner, c.relacl,
               format('%I.%I', s.nspname, c.relname) as name
        from pg_class c
        join schema s on s.oid = c.relnamespace
        where c.oid not in (select oid from excluded)
          and not exists (
            select from pg_index i
            where i.indexrelid = c.oid and i.indrelid in (select oid from excluded))
          and not exists (
            select from pg_depend d
            where c.relkind = 'S' and d.classid = 'pg_class'::regclass and d.objid = c.oid
              and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
              and d.refobjid in (select oid from excluded))
      ),
      -- relid: where the columns are, which for a composite type is a relation of its own.
      candidate as (
        select 'pg_namespace'::regclass as classid, oid, null::oid as relid, 'schema' as kind,
               quote_ident(nspname) as name, nspowner as owner,
               coalesce(nspacl, acldefault('n', nspowner)) as acl
        from schema
        union all
        select 'pg_extension'::regclass, oid, null, 'extension', quote_ident(extname), extowner, null
        from pg_extension
        union all
        select 'pg_class'::regclass, oid, oid,
               case relkind
                 when 'S' then 'sequence' when 'f' then 'foreign table' when 'v' then 'view'
                 when 'm' then 'materialized view' else 'table'
               end,
               name, relowner,
               coalesce(relacl, acldefault(case relkind when 'S' then 's' else 'r' end::"char", relowner))
        from relation
        where relkind in ('r', 'p', 'S', 'f', 'v', 'm')
        union all
        -- A constraint's index is told by the constraint, a partition's by its parent's.
        select 'pg_class'::regclass, r.oid, null, 'index', r.name, r.relowner, null
        from relation r
        join pg_index i on i.indexrelid = r.oid
        where not r.relispartition
          and (not i.indisvalid
               or not exists (
                 select from pg_constraint c
                 where c.conindid = r.oid and c.contype in ('p', 'u', 'x')))
        union all
        select 'pg_statistic_ext'::regclass, e.oid, null, 'statistics',
               format('%I.%I', s.nspname, e.stxname), e.stxowner, null
        from pg_statistic_ext e
        join schema s on s.oid = e.stxnamespace
        join relation r on r.oid = e.stxrelid
        union all
        -- Neither arrays nor multiranges nor the row types of tables: each follows from another.
        select 'pg_type'::regclass, t.oid, nullif(t.typrelid, 0), 'type',
               format('%I.%I', s.nspname, t.typname), t.typowner,
               coalesce(t.typacl, acldefault('T', t.typowner))
        from pg_type t
        join schema s on s.oid = t.typnamespace
        where (t.typtype in ('e', 'd', 'r')
               or t.typtype = 'b' and not exists (select from pg_type e where e.typarray = t.oid)
               or t.typtype = 'c' and t.typrelid in (select oid from pg_class where relkind = 'c'))
        union all
        -- Not the constructors that come with a range type.
        select 'pg_proc'::regclass, p.oid, null,
               case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end,
               p.oid::regprocedure::text, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner))
        from pg_proc p
        join schema s on s.oid = p.pronamespace
        where not exists (
          select from pg_depend d
          where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'i')
        union all
        select 'pg_trigger'::regclass, t.oid, null, 'trigger', format('%s.%I', r.name, t.tgname),
               r.relowner, null
        from pg_trigger t
        join relation r on r.oid = t.tgrelid
        where not t.tgisinternal and t.tgparentid = 0
        union all
        select 'pg_rewrite'::regclass, w.oid, null, 'rule', format('%s.%I', r.name, w.rulename),
               r.relowner, null
        from pg_rewrite w
        join relation r on r.oid = w.ev_class
        where w.rulename <> '_RETURN'
        union all
        select 'pg_policy'::regclass, p.oid, null, 'policy', format('%s.%I', r.name, p.polname),
               r.relowner, null
        from pg_policy p
        join relation r on r.oid = p.polrelid
      ),
      object as (
        select * from candidate
        where (classid, oid) not in (select classid, objid from member)
      )
      """;

  private ScopeSql() {}
}
