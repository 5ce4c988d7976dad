package dev.tilth.data;

import dev.tilth.spi.TableMode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a merge. In each of them {@code source} stands for the staged rows with their
 * references resolved: {@code tilth_v1...} are the values of the targets, {@code tilth_k1...} those
 * of the key. The key of the target table is written without an alias, since the expression of an
 * index cannot be given one; names of ours start with {@code tilth_} so that they never hide it.
 */
final class MergeSql {

  private final Layout layout;
  private final UniqueKey key;
  private final String table;
  private final TableMode mode;
  private final Scope scope;

  MergeSql(Layout layout, TableMode mode, Scope scope) {
    this.layout = layout;
    this.key = layout.key();
    this.table = layout.table().name().sql();
    this.mode = mode;
    this.scope = scope;
  }

  /** The rows of the table: {@code tilth_hit}, their key and their values. */
  String stored() {
    return "select true as tilth_hit, %s, %s from %s where %s"
        .formatted(
            Sql.list(key.parts(), part -> key.expressions().get(part) + " as tilth_k" + (part + 1)),
            Sql.list(numbers(), n -> column(n) + " as tilth_v" + n),
            table,
            scope.stored());
  }

  /** A row of the source has the key of a stored one, {@code t}. */
  String hit() {
    return Sql.all(key.parts(), part -> equality(part, "t.tilth_k" + (part + 1)));
  }

  /** Updates the rows that differ. */
  String update() {
    return """
    update %s as t set %s from (%s) s where %s and %s and %s
    """
        .formatted(
            table,
            Sql.list(updatable(), n -> "%s = s.tilth_v%d".formatted(column(n), n)),
            source(),
            Sql.all(key.parts(), part -> equality(part, key.expressions().get(part))),
            scope.stored(),
            differs(null));
  }

  /** Inserts the missing rows, in the order of their key: opposite orders of rivals deadlock. */
  String insert() {
    return """
    insert into %s (%s) %s select %s from (%s) s
     where not exists (select from %s as tilth_t where %s and %s)
     order by %s
        on conflict (%s) do nothing
    """
        .formatted(
            table,
            Sql.list(numbers(), this::column),
            overridesIdentity() ? "overriding system value" : "",
            Sql.list(numbers(), n -> "s.tilth_v" + n),
            source(),
            table,
            scope.stored(),
            Sql.all(key.parts(), part -> equality(part, key.expressions().get(part))),
            Sql.list(key.parts(), part -> "s.tilth_k" + (part + 1)),
            Sql.list(key.expressions(), expression -> expression));
  }

  /** Takes rows of the source away whose key a row of the overlay has. */
  String replacement() {
    return """
    with source as materialized (%s)
    delete from %s d using source b, source o
     where d.tilth_line = b.tilth_line and b.tilth_line < %4$d and o.tilth_line >= %4$d and %3$s
    """
        .formatted(
            source(keyReferences(), Long.MAX_VALUE),
            Staging.TABLE,
            Sql.all(
                key.parts(),
                part -> key.equality(part, "b.tilth_k" + (part + 1), "o.tilth_k" + (part + 1))),
            Sources.OVERLAY);
  }

  /** The first row whose key another row of its file has, at most one row. */
  String firstRepeated() {
    return "with source as materialized (%s) %s"
        .formatted(source(), new FaultSql(layout, scope.lastLine()).firstRepeated());
  }

  /** Whether an update could change anything. */
  boolean updates() {
    return mode != TableMode.INSERT_MISSING && !updatable().isEmpty();
  }

  /** The staged rows up to the last line whose references are settled. */
  String source() {
    return source(layout.references(), scope.lastLine());
  }

  /**
   * The staged rows whose key is known; what else they refer to may be a row of the same source.
   */
  String keyed() {
    return source(keyReferences(), scope.lastLine());
  }

  /**
   * All staged rows; {@code tilth_w1...} say whether they wait for a row that a reference within
   * the table leads to.
   */
  String everything() {
    return source(List.of(), scope.lastLine());
  }

  private String source(List<Reference> settled, long last) {
    return "select x.tilth_line, %s, %s%s from (%s) x"
        .formatted(
            Sql.list(numbers(), n -> "x.%s as tilth_v%d".formatted(column(n), n)),
            Sql.list(key.parts(), part -> key.expressions().get(part) + " as tilth_k" + (part + 1)),
            waits(reference -> "x.tilth_w" + reference.number()),
            resolved(settled, last));
  }

  private String resolved(List<Reference> settled, long last) {
    StringBuilder sql = new StringBuilder("select s.tilth_line, ");
    sql.append(Sql.list(numbers(), n -> target(n).value() + " as " + column(n)))
        .append(waits(to -> "not %s as tilth_w%d".formatted(to.settled(), to.number())))
        .append(" from %s s".formatted(Staging.TABLE));
    for (Reference reference : layout.references()) {
      sql.append(" left join %s on %s".formatted(reference.from(), reference.match()));
    }
    sql.append(" where s.tilth_line <= ").append(last);
    for (Reference reference : settled) {
      sql.append(" and ").append(reference.settled());
    }
    return sql.toString();
  }

  private String waits(Function<Reference, String> column) {
    return layout.references().stream()
        .filter(Reference::self)
        .map(reference -> ", " + column.apply(reference))
        .collect(Collectors.joining());
  }

  /** Those that tell which row is meant; the others may wait for a row of the same source. */
  private List<Reference> keyReferences() {
    return layout.references().stream()
        .filter(reference -> reference.key().columns().stream().anyMatch(key.columns()::contains))
        .toList();
  }

  /**
   * Compares the stored bytes. IS DISTINCT FROM has no equality for json, and takes values of
   * citext or numeric for equal that read differently.
   *
   * @param prefix of the table's values, or null for the columns of {@code t} themselves
   */
  String differs(@Nullable String prefix) {
    return updatable().isEmpty()
        ? "false"
        : "row(%s)::record *<> row(%s)::record"
            .formatted(
                Sql.list(updatable(), n -> prefix == null ? "t." + column(n) : prefix + n),
                Sql.list(updatable(), n -> "s.tilth_v" + n));
  }

  private String equality(int part, String ofTable) {
    return key.equality(part, ofTable, "s.tilth_k" + (part + 1));
  }

  List<Integer> numbers() {
    return IntStream.rangeClosed(1, layout.targets().size()).boxed().toList();
  }

  List<Integer> updatable() {
    return numbers().stream()
        .filter(n -> !target(n).insertOnly() && !target(n).column().identityAlways())
        .toList();
  }

  private boolean overridesIdentity() {
    return layout.targets().stream().anyMatch(target -> target.column().identityAlways());
  }

  private Target target(int number) {
    return layout.targets().get(number - 1);
  }

  private String column(int number) {
    return target(number).column().sql();
  }
}
