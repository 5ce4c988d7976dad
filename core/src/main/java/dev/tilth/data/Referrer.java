package dev.tilth.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A foreign key that leads to the target table.
 *
 * @param constraint its name
 * @param table whose rows refer
 * @param columns there
 * @param targets the columns of the target table, in the order of the others
 * @param operators the equality of each target with its column, qualified
 * @param onDelete what becomes of a row whose target is deleted
 * @param self whether the target table refers to itself
 */
record Referrer(
    String constraint,
    TableName table,
    List<String> columns,
    List<String> targets,
    List<String> operators,
    OnDelete onDelete,
    boolean self) {

  /** What the foreign key says of rows whose target is deleted. */
  enum OnDelete {
    /** It cannot be, as long as they refer to it. */
    FORBID,
    DELETE,
    /** They refer to nothing, or to the default. */
    CHANGE
  }

  boolean forbids() {
    return onDelete == OnDelete.FORBID;
  }

  /** The row {@code from} refers to the row {@code to}. */
  String match(String from, String to) {
    return Sql.all(
        IntStream.range(0, columns.size()).boxed().toList(),
        n ->
            "%s.%s operator(%s) %s.%s"
                .formatted(
                    to,
                    Sql.identifier(targets.get(n)),
                    operators.get(n),
                    from,
                    Sql.identifier(columns.get(n))));
  }

  /** Whether deleting a row also deletes or changes rows of the same table. */
  boolean spreads() {
    return self && !forbids();
  }
}
