package dev.tilth.snapshot;

/** Extensions; their members are not the schema's own. */
final class ExtensionSql {

  /** Not the version: each server has its own newest. */
  static final String EXTENSIONS =
      """
      select o.kind, o.name, 'schema ' || quote_ident(n.nspname)
      from object o
      join pg_extension e on e.oid = o.oid
      join pg_namespace n on n.oid = e.extnamespace
      where o.classid = 'pg_extension'::regclass
      """;

  private ExtensionSql() {}
}
