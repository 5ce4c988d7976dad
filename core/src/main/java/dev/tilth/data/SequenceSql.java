package dev.tilth.data;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Moves sequences past the values that the file gives itself. They never move back. */
final class SequenceSql {

  private final Layout layout;

  SequenceSql(Layout layout) {
    this.layout = layout;
  }

  /** Statements, each with its semicolon; none if the file gives no serial or identity column. */
  String advance() {
    return layout.targets().stream()
        .filter(target -> !target.referred())
        .map(target -> advance(target.value(), target.column().sequence()))
        .collect(Collectors.joining());
  }

  private static String advance(String value, @Nullable String sequence) {
    if (sequence == null) {
      return "";
    }
    return """
    select setval(h.sequence, h.highest)
      from (select '%s'::regclass as sequence, max(%s) as highest from %s s) h
      join pg_sequence p on p.seqrelid = h.sequence and p.seqincrement > 0
     where h.highest > coalesce(pg_sequence_last_value(h.sequence), p.seqstart - p.seqincrement);
    """
        .formatted(sequence.replace("'", "''"), value, Staging.TABLE);
  }
}
