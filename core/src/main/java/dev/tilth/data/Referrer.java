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
 * @param forbids whether a row cannot be deleted while another refers to it
 * @param self whether the target table refers to itself
 */
record Referrer(
    String constraint,
    TableName table,
    List<String> columns,
    List<String> targets,
    List<String> operators,
    boolean forbids,
    boolean self) {

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
    return self && !forbids;
  }
}
