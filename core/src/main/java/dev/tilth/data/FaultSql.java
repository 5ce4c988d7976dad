package dev.tilth.data;

import java.util.ArrayList;
import java.util.List;

/** Looks for rows that cannot be right, whatever the target table holds. */
final class FaultSql {

  private final Layout layout;
  private final long lastLine;

  FaultSql(Layout layout, long lastLine) {
    this.layout = layout;
    this.lastLine = lastLine;
  }

  /**
   * The fault that comes first in the file, at most one row. Rows that wait for another row of the
   * file are none (yet).
   */
  String first() {
    List<String> faults = new ArrayList<>();
    for (Reference reference : layout.references()) {
      if (!reference.self()) {
        faults.add(unresolved(reference));
      }
      faults.add(ambiguous(reference));
    }
    faults.add(incompleteKey());
    faults.add(repeatedKey());
    return firstOf(faults);
  }

  /** The first row that waits for a row which is nowhere. */
  String firstWaiting() {
    return firstOf(
        layout.references().stream().filter(Reference::self).map(this::unresolved).toList());
  }

  /** The first row whose key is that of another in the same file, at most one row. */
  String firstRepeated() {
    return repeatedKey();
  }

  private static String firstOf(List<String> faults) {
    return "select * from (%s) f order by line, kind limit 1"
        .formatted(String.join(" union all ", faults));
  }

  private String unresolved(Reference reference) {
    return """
    (select '%s' as kind, s.tilth_line as line, null::bigint as earlier, %d as reference
       from %s s
      where s.tilth_line <= %d and %s and not exists (select from %s where %s)
      order by 2 limit 1)
    """
        .formatted(
            FaultKind.UNRESOLVED,
            reference.number(),
            Staging.TABLE,
            lastLine,
            reference.present(),
            reference.from(),
            reference.match());
  }

  private String ambiguous(Reference reference) {
    return """
    (select '%s' as kind, s.tilth_line as line, null::bigint as earlier, %d as reference
       from %s s join %s on %s
      where s.tilth_line <= %d
      group by 2 having count(*) > 1 order by 2 limit 1)
    """
        .formatted(
            FaultKind.AMBIGUOUS,
            reference.number(),
            Staging.TABLE,
            reference.from(),
            reference.match(),
            lastLine);
  }

  private String incompleteKey() {
    return """
    (select '%s' as kind, tilth_line as line, null::bigint as earlier, 0 as reference
       from source where %s order by 2 limit 1)
    """
        .formatted(
            FaultKind.INCOMPLETE_KEY,
            Sql.any(layout.key().parts(), part -> "tilth_k%d is null".formatted(part + 1)));
  }

  private String repeatedKey() {
    return """
    (select '%s' as kind, line, earlier, 0 as reference
       from (select tilth_line as line,
                    lag(tilth_line) over (partition by %s, tilth_line / %d order by tilth_line)
                        as earlier
               from source) k
      where earlier is not null order by 2 limit 1)
    """
        .formatted(
            FaultKind.REPEATED_KEY,
            Sql.list(layout.key().parts(), part -> "tilth_k" + (part + 1)),
            Sources.OVERLAY);
  }
}
