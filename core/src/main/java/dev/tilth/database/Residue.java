package dev.tilth.database;

/**
 * What cannot be undone in a session, as far as the server knows of it: conditions that are true
 * where there is nothing.
 *
 * <ol>
 *   <li>A prepared statement, with {@code PREPARE} or by the driver, which does that with what runs
 *       for the fifth time: it fails for the next one that says the same of a table that is another
 *       one by then, such as a temporary one. Tilth's own stay.
 *   <li>An extension may keep something in the session: named connections ({@code dblink}), global
 *       variables ({@code plperl}, {@code plpython3u}), modes ({@code isn}). It is known of some
 *       that they do not.
 *   <li>So may functions in C and in languages that belong to no extension.
 *   <li>A function that loads a library, or makes a setting of the application's own, such as
 *       {@code app.tenant}: nobody unloads the library, and the setting stays, empty instead of
 *       unknown. Its text is looked at, or what the server has made of it ({@code BEGIN ATOMIC});
 *       what it may put together from pieces is not seen.
 * </ol>
 */
final class Residue {

  /** No statement of {@code PREPARE}. */
  static final String NO_PREPARE =
      "NOT EXISTS (SELECT FROM pg_catalog.pg_prepared_statements p WHERE p.from_sql)";

  /** Nothing that the SQL of others may have left. */
  static final String NONE =
      """
      NOT EXISTS (
        SELECT FROM pg_catalog.pg_prepared_statements p
         WHERE p.from_sql
            OR (p.statement NOT IN ('BEGIN', 'COMMIT', 'ROLLBACK') AND NOT %s))
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_extension e
         WHERE e.extname <> ALL ('{plpgsql, bloom, btree_gin, btree_gist, citext, cube, dict_int,
               dict_xsyn, earthdistance, fuzzystrmatch, hstore, intarray, lo, ltree,
               pg_stat_statements, pg_trgm, pgcrypto, seg, tablefunc, tcn, unaccent, uuid-ossp,
               vector}'))
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_language l
         WHERE l.lanname <> ALL ('{internal, c, sql, plpgsql}'))
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_proc p
          JOIN pg_catalog.pg_language l ON l.oid = p.prolang
         WHERE p.oid >= 16384
           AND CASE l.lanname
               WHEN 'c' THEN NOT EXISTS (
                 SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
                    AND d.objid = p.oid AND d.deptype = 'e')
               ELSE p.prosrc ~* '\\mload\\M'
                 OR p.prosrc ~* 'set_config"?\\s*\\(\\s*(''+[^'']*\\.|[^''\\s])'
                 OR p.prosrc ~* '\\mset\\s+((local|session)\\s+)?"?\\w+"?\\."?\\w'
                 OR p.prosqlbody::text ~ (':funcid '
                   || 'pg_catalog.set_config(text,text,boolean)'::pg_catalog.regprocedure::oid
                   || ' ')
                 OR p.proconfig::text ~ '\\.\\w+=' END)
      """
          .formatted(OwnSql.IS_MARKED);

  private Residue() {}
}
