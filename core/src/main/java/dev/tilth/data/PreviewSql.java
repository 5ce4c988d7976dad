package dev.tilth.data;

import dev.tilth.spi.TableMode;
import java.util.List;

/**
 * The statements that foresee a load. Rows that wait for another row of the same source count as
 * well: what they refer to is a new row, so that they are new themselves or differ.
 */
final class PreviewSql {

  private final Layout layout;
  private final MergeSql merge;

  PreviewSql(Layout layout, TableMode mode) {
    this.layout = layout;
    this.merge = new MergeSql(layout, mode, Scope.ALL);
  }

  /** The numbers of the targets that a row which is there would get. */
  List<Integer> updatable() {
    return merge.updates() ? merge.updatable() : List.of();
  }

  /** The first fault of rows that wait for no other, at most one row. */
  String firstFault() {
    return firstFault(merge.source());
  }

  /** The first fault of all rows whose key is known, at most one row. */
  String firstFaultOfAll() {
    return firstFault(merge.keyed());
  }

  private String firstFault(String source) {
    return "with source as materialized (%s) %s"
        .formatted(source, new FaultSql(layout, Long.MAX_VALUE).first());
  }

  /** How many rows would be inserted, and how many updated. */
  String counts() {
    return """
    with source as materialized (%s)
    select count(*) filter (where t.tilth_hit is null),
           count(*) filter (where t.tilth_hit and %s)
      from source s left join (%s) t on %s
    """
        .formatted(merge.everything(), differs(), merge.stored(), merge.hit());
  }

  /**
   * The rows that would be written: whether the row is there, its number in the source; of each
   * target the new value, the old one, whether they differ, and whether the new one is that of a
   * row to be inserted.
   */
  String written() {
    return """
    with source as materialized (%s)
    select coalesce(t.tilth_hit, false), s.tilth_line, %s
      from source s left join (%s) t on %s
     where t.tilth_hit is null or %s
     order by s.tilth_line
    """
        .formatted(
            merge.everything(),
            Sql.list(merge.numbers(), this::compared),
            merge.stored(),
            merge.hit(),
            differs());
  }

  private String compared(int number) {
    return "s.tilth_v%1$d::text, t.tilth_v%1$d::text, row(s.tilth_v%1$d)::record *<> row(t.tilth_v%1$d)::record, %2$s"
        .formatted(number, waits(number));
  }

  private String differs() {
    List<Integer> updatable = updatable();
    return updatable.isEmpty()
        ? "false"
        : "(%s or %s)".formatted(merge.differs("t.tilth_v"), Sql.any(updatable, this::waits));
  }

  /** The value is that of a row which is to be inserted. */
  private String waits(int number) {
    Target target = layout.targets().get(number - 1);
    return layout.references().stream()
        .filter(reference -> reference.self() && reference.fills(target))
        .map(reference -> "s.tilth_w" + reference.number())
        .findFirst()
        .orElse("false");
  }
}
