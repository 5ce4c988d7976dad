package dev.tilth.snapshot;

/** What runs by itself when rows change. */
final class TriggerSql {

  static final String TRIGGERS =
      """
      select o.kind, o.name,
             concat_ws(E'\\n',
               pg_get_triggerdef(t.oid),
               case t.tgenabled
                 when 'D' then 'disabled' when 'R' then 'enabled on replica'
                 when 'A' then 'enabled always'
               end)
      from object o
      join pg_trigger t on t.oid = o.oid
      where o.kind = 'trigger'
      """;

  static final String RULES =
      """
      select o.kind, o.name,
             concat_ws(E'\\n',
               pg_get_ruledef(w.oid),
               case w.ev_enabled
                 when 'D' then 'disabled' when 'R' then 'enabled on replica'
                 when 'A' then 'enabled always'
               end)
      from object o
      join pg_rewrite w on w.oid = o.oid
      where o.kind = 'rule'
      """;

  private TriggerSql() {}
}
