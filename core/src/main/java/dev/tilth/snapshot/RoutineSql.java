package dev.tilth.snapshot;

/** Functions, procedures and aggregates. */
final class RoutineSql {

  /** The server's own CREATE OR REPLACE: signature, language, volatility, cost, settings, body. */
  static final String FUNCTIONS =
      """
      select o.kind, o.name, pg_get_functiondef(o.oid)
      from object o
      where o.kind in ('function', 'procedure')
      """;

  static final String AGGREGATES =
      """
      select o.kind, o.name,
             concat_ws(E'\\n',
               'arguments ' || pg_get_function_arguments(p.oid),
               'returns ' || pg_get_function_result(p.oid),
               'kind ' || a.aggkind::text,
               'state ' || format_type(a.aggtranstype, null),
               'transition ' || a.aggtransfn::oid::regprocedure,
               'final ' || nullif(a.aggfinalfn::oid, 0)::regprocedure,
               'combine ' || nullif(a.aggcombinefn::oid, 0)::regprocedure,
               'moving transition ' || nullif(a.aggmtransfn::oid, 0)::regprocedure,
               'sort operator ' || nullif(a.aggsortop, 0)::regoperator,
               'initial ' || quote_literal(a.agginitval),
               'parallel ' || p.proparallel::text)
      from object o
      join pg_proc p on p.oid = o.oid
      join pg_aggregate a on a.aggfnoid = p.oid
      where o.kind = 'aggregate'
      """;

  private RoutineSql() {}
}
