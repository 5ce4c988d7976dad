package dev.tilth.snapshot;

/** Constraints of tables and domains, by name. */
final class ConstraintSql {

  /**
   * Only what was declared here: not what came from a parent, nor the copies that a foreign key
   * makes for partitions. NOT NULL is told with its column.
   */
  static final String CONSTRAINTS =
      """
      select o.kind, o.name,
             format('constraint %I %s', c.conname, pg_get_constraintdef(c.oid))
               || case when exists (
                    select from pg_trigger t
                    where t.tgconstraint = c.oid and t.tgisinternal and t.tgenabled <> 'O')
                  then ' (triggers not enabled)' else '' end
      from object o
      join pg_constraint c on (o.classid, o.oid) in (
        ('pg_class'::regclass, c.conrelid), ('pg_type'::regclass, c.contypid))
      where c.contype in ('c', 'p', 'u', 'x', 'f') and c.conislocal and c.conparentid = 0
      order by o.kind, o.name, c.conname
      """;

  private ConstraintSql() {}
}
