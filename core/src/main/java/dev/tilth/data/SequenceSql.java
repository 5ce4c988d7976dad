package dev.tilth.data;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Moves sequences past the values that the file gives itself. They never move back: who moves one
 * keeps others off that until its transaction ends, since the server reads and sets in two steps.
 */
final class SequenceSql {

  /** The first of the two numbers of an advisory lock; the other is the sequence's. */
  private static final int LOCKS = 0x746C7371;

  private SequenceSql() {}

  /** Statements, each with its semicolon; none if the file gives no serial or identity column. */
  static String ofStaged(Layout layout) {
    return of(
        layout, target -> "(select max(%s) from %s s)".formatted(target.value(), Staging.TABLE));
  }

  /**
   * The same.
   *
   * @param highest the highest value of a column, as SQL
   */
  static String of(Layout layout, Function<Target, String> highest) {
    return targets(layout).stream()
        .map(target -> advance(target, highest.apply(target)))
        .collect(Collectors.joining());
  }

  /** The columns with a sequence that the file fills itself. */
  static List<Target> targets(Layout layout) {
    return layout.targets().stream()
        .filter(target -> !target.referred() && target.column().sequence() != null)
        .toList();
  }

  private static String advance(Target target, String highest) {
    return """
    select pg_advisory_xact_lock(%3$d, (%1$s::regclass)::oid::integer);
    select setval(h.sequence, h.highest)
      from (select %1$s::regclass as sequence, %2$s as highest) h
      join pg_sequence p on p.seqrelid = h.sequence and p.seqincrement > 0
     where h.highest > coalesce(pg_sequence_last_value(h.sequence), p.seqstart - p.seqincrement);
    """
        .formatted(Sql.literal(String.valueOf(target.column().sequence())), highest, LOCKS);
  }
}
