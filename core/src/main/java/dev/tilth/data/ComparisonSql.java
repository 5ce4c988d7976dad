package dev.tilth.data;

import dev.tilth.spi.TableMode;

/** The statement that compares the source with the table, in one snapshot. */
final class ComparisonSql {

  private final Layout layout;
  private final MergeSql merge;
  private final Scope scope;
  private final String differs;

  ComparisonSql(Layout layout, TableMode mode, Scope scope) {
    this.layout = layout;
    this.merge = new MergeSql(layout, mode, scope);
    this.scope = scope;
    this.differs = mode != TableMode.INSERT_MISSING ? merge.differs("t.tilth_v") : "false";
  }

  /** Reads: missing, differing and waiting rows, and the first fault if there is one. */
  String text() {
    return scope.distinct() && layout.references().isEmpty() ? ofDistinctRows() : ofAnyRows();
  }

  private String ofAnyRows() {
    return """
    with source as materialized (%s),
    compared as (
      select count(*) filter (where t.tilth_hit is null) as missing,
             count(*) filter (where t.tilth_hit and %s) as differing
        from source s left join (%s) t on %s),
    fault as (%s)
    select c.missing, c.differing,
           (select count(*) from %s where tilth_line <= %d) - (select count(*) from source),
           f.kind, f.line, f.earlier, f.reference
      from compared c left join fault f on true
    """
        .formatted(
            merge.source(),
            differs,
            merge.stored(),
            merge.hit(),
            new FaultSql(layout, scope.lastLine()).first(),
            Staging.TABLE,
            scope.lastLine());
  }

  /** The rows are read once: nothing can be wrong with them but a key that is NULL. */
  private String ofDistinctRows() {
    return """
    select c.missing, c.differing, 0, case when c.line is not null then '%s' end, c.line, 0, 0
      from (select count(*) filter (where t.tilth_hit is null) as missing,
                   count(*) filter (where t.tilth_hit and %s) as differing,
                   min(s.tilth_line) filter (where %s) as line
              from (%s) s left join (%s) t on %s) c
    """
        .formatted(
            FaultKind.INCOMPLETE_KEY,
            differs,
            Sql.any(layout.key().parts(), part -> "s.tilth_k%d is null".formatted(part + 1)),
            merge.source(),
            merge.stored(),
            merge.hit());
  }
}
