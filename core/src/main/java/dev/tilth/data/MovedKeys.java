package dev.tilth.data;

import java.util.stream.IntStream;

/**
 * Primary keys that the source changes: it can give rows that are known by another key another one.
 */
record MovedKeys(OwnRows rows) {

  /** Whether it can happen at all. */
  boolean possible() {
    return rows.primary().columns().stream().anyMatch(this::isGiven);
  }

  /** The value that a column has after the load. */
  String to(String column) {
    int part = rows.primary().partOf(column);
    return isGiven(column) ? "s.tilth_v" + numberOf(column) : "t.tilth_p" + (part + 1);
  }

  /** The primary key changes. */
  String condition() {
    return "not (%s)"
        .formatted(
            Sql.all(
                rows.primary().parts(),
                part ->
                    rows.primary()
                        .equality(
                            part, "t.tilth_p" + (part + 1), to(rows.primary().column(part)))));
  }

  private boolean isGiven(String column) {
    return !rows.layout().key().columns().contains(column) && numberOf(column) > 0;
  }

  private int numberOf(String column) {
    return IntStream.rangeClosed(1, rows.layout().targets().size())
        .filter(n -> target(n).column().name().equals(column))
        .filter(n -> !target(n).insertOnly() && !target(n).column().identityAlways())
        .findFirst()
        .orElse(0);
  }

  private Target target(int number) {
    return rows.layout().targets().get(number - 1);
  }
}
