package dev.tilth.snapshot;

/** Who may do what: row level policies and grants. */
final class PolicySql {

  static final String POLICIES =
      """
      select o.kind, o.name,
             concat_ws(E'\\n',
               case when p.polpermissive then 'permissive' else 'restrictive' end,
               'for ' || case p.polcmd
                 when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update'
                 when 'd' then 'delete' else 'all'
               end,
               'to ' || (
                 select string_agg(name, ', ' order by name collate "C")
                 from (
                   select case role when 0 then 'public' else role::regrole::text end as name
                   from unnest(p.polroles) role) named),
               'using ' || pg_get_expr(p.polqual, p.polrelid),
               'with check ' || pg_get_expr(p.polwithcheck, p.polrelid))
      from object o
      join pg_policy p on p.oid = o.oid
      where o.kind = 'policy'
      """;

  /**
   * Default grants are written out, so that a revoked one is missing. Left out: the owner's, since
   * owners differ between installations; MAINTAIN, which exists since 17; and before 15, CREATE on
   * schema public for PUBLIC, which was the default then.
   */
  static final String GRANTS =
      """
      select g.kind, g.name,
             concat_ws(' ',
               'grant', string_agg(distinct e.privilege_type, ', ' order by e.privilege_type),
               g.target, 'to', n.grantee, case when e.is_grantable then 'with grant option' end)
      from (
        select kind, name, owner, acl, null as target from object
        union all
        select o.kind, o.name, o.owner, a.attacl, format('(%I)', a.attname)
        from object o
        join pg_attribute a on a.attrelid = o.relid and a.attnum > 0 and not a.attisdropped
      ) g
      cross join lateral aclexplode(g.acl) e
      cross join lateral (
        select case e.grantee when 0 then 'public' else e.grantee::regrole::text end as grantee) n
      where e.grantee <> g.owner
        and e.privilege_type <> 'MAINTAIN'
        and not (g.kind = 'schema' and g.name = 'public' and e.grantee = 0
                 and e.privilege_type = 'CREATE'
                 and current_setting('server_version_num')::integer < 150000)
      group by g.kind, g.name, g.target, n.grantee, e.is_grantable
      order by g.kind, g.name, g.target collate "C" nulls first, n.grantee collate "C",
               e.is_grantable
      """;

  private PolicySql() {}
}
