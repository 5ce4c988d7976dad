package dev.tilth.data;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A unique constraint or index that can tell rows apart: neither partial nor deferrable.
 *
 * @param columns the columns it is made of
 * @param expressions what it compares, as SQL over column names: a quoted column or, for an index
 *     on an expression, that expression
 * @param operators the equality of each expression, qualified: the right one for citext too,
 *     wherever its extension lives
 */
record UniqueKey(
    String name,
    boolean primary,
    List<String> columns,
    List<String> expressions,
    List<String> operators) {

  boolean consistsOf(Collection<String> names) {
    return Set.copyOf(columns).equals(Set.copyOf(names));
  }

  /** The parts' positions, for SQL that names them. */
  List<Integer> parts() {
    return IntStream.range(0, expressions.size()).boxed().toList();
  }

  /** The column that a part is, where it is no expression. */
  String column(int part) {
    String sql = expressions.get(part);
    return columns.stream()
        .filter(name -> sql.equals(name) || sql.equals(Sql.identifier(name)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No column is behind " + sql));
  }

  /** Whether a part is a column, compared by the server's own equality of its type. */
  boolean isPlain(int part, Column column) {
    String sql = expressions.get(part);
    return (sql.equals(column.name()) || sql.equals(column.sql()))
        && operators.get(part).equals("pg_catalog.=");
  }

  /** The part that a column is. */
  int partOf(String column) {
    return parts().stream().filter(part -> column(part).equals(column)).findFirst().orElseThrow();
  }

  /** Two values of one part are equal. */
  String equality(int part, String left, String right) {
    return "%s operator(%s) %s".formatted(left, operators.get(part), right);
  }

  @Override
  public String toString() {
    return "%s (%s)".formatted(name, String.join(", ", columns));
  }
}
