package dev.tilth.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The highest numbers that rows give to columns with a sequence. */
final class HighestNumbers {

  private final Layout layout;
  private final List<Target> sequenced;
  private final Map<Target, Long> highest = new HashMap<>();
  private boolean readable = true;

  /**
   * @param layout without references, so that each target is a field
   */
  HighestNumbers(Layout layout) {
    this.layout = layout;
    this.sequenced = SequenceSql.targets(layout);
  }

  void note(Row row) {
    for (Target target : sequenced) {
      note(target, row.field(target.fields().getFirst().position()));
    }
  }

  private void note(Target target, @Nullable String number) {
    if (number == null) {
      return;
    }
    OptionalLong value = Digits.number(number);
    if (value.isPresent()) {
      highest.merge(target, value.getAsLong(), Math::max);
    } else {
      readable = false;
    }
  }

  /** Whether the server reads none of them in another way. */
  boolean areReadable() {
    return readable;
  }

  /** Statements that move the sequences, each with its semicolon. */
  String sequences() {
    return SequenceSql.of(
        layout,
        target -> {
          Long value = highest.get(target);
          return "(%s)::bigint".formatted(value == null ? "null" : value);
        });
  }
}
