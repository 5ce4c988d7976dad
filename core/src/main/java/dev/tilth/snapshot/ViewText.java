package dev.tilth.snapshot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A view over one relation, written by PostgreSQL 14 or 15, as 16 and later write it.
 *
 * <p>Until 15, {@code pg_get_viewdef} writes {@code SELECT role.id FROM app.role}, since 16 {@code
 * SELECT id FROM app.role}. Subqueries in parentheses name their columns in full in all versions
 * and are left alone, and so are queries over several relations. Nothing is lost: the relation
 * stands in the FROM clause, and a column can belong to no other.
 *
 * <p>Relies on how the server deparses: keywords in capitals, names in lower case or quoted,
 * operators always in parentheses.
 */
final class ViewText {

  // A string, a name with or without quotes, white space, or any other single character.
  private static final Pattern TOKEN =
      Pattern.compile(
          "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[\\p{L}_][\\p{L}\\p{N}_$]*|\\s+|.", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("\"(?:[^\"]|\"\")*\"|[\\p{L}_].*");
  private static final Set<String> SUBQUERY = Set.of("SELECT", "WITH", "VALUES");
  private static final Set<String> SET_OPERATION = Set.of("UNION", "INTERSECT", "EXCEPT");
  private static final Set<String> AFTER_FROM =
      Set.of(
          "WHERE",
          "GROUP",
          "HAVING",
          "WINDOW",
          "ORDER",
          "LIMIT",
          "OFFSET",
          "FETCH",
          "FOR",
          "TABLESAMPLE",
          ";");

  private final List<String> tokens;
  // Of each token: how many parentheses enclose it, and whether one of them holds a subquery.
  private final int[] depth;
  private final boolean[] inSubquery;

  private ViewText(String sql) {
    tokens = TOKEN.matcher(sql).results().map(MatchResult::group).toList();
    depth = new int[tokens.size()];
    inSubquery = new boolean[tokens.size()];
    measure();
  }

  /** The definition without the name of its only relation before columns, or unchanged. */
  static String withoutOnlyRelation(String sql) {
    var view = new ViewText(sql);
    String relation = view.onlyRelation();
    return relation.isEmpty() ? sql : view.without(relation);
  }

  private void measure() {
    Deque<Boolean> enclosing = new ArrayDeque<>(List.of(false));
    for (int i = 0; i < tokens.size(); i++) {
      if (at(i).equals(")")) {
        enclosing.pop();
      }
      depth[i] = enclosing.size() - 1;
      inSubquery[i] = enclosing.getFirst();
      if (at(i).equals("(")) {
        enclosing.push(inSubquery[i] || SUBQUERY.contains(wordAfter(i)));
      }
    }
  }

  /** What columns of the only relation are qualified by: the last name of the FROM clause. */
  private String onlyRelation() {
    String relation = "";
    boolean from = false;
    for (int i = 0; i < tokens.size(); i++) {
      String token = at(i);
      if (depth[i] > 0) {
        continue;
      }
      if (SET_OPERATION.contains(token) || (from && Set.of(",", "JOIN").contains(token))) {
        return "";
      }
      if (token.equals("FROM") || AFTER_FROM.contains(token)) {
        from = token.equals("FROM");
      } else if (from && NAME.matcher(token).matches()) {
        relation = token;
      }
    }
    return relation;
  }

  private String without(String relation) {
    var text = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      if (qualifiesColumn(i, relation)) {
        i++; // and the dot
      } else {
        text.append(at(i));
      }
    }
    return text.toString();
  }

  // The same name before a dot can also be the schema of a type (::app.mood), of a function
  // (app.touch()), of a collation, or of the relation itself.
  private boolean qualifiesColumn(int i, String relation) {
    return !inSubquery[i]
        && at(i).equals(relation)
        && at(i + 1).equals(".")
        && NAME.matcher(at(i + 2)).matches()
        && !at(i + 3).equals("(")
        && !Set.of(":", ".").contains(at(i - 1))
        && !wordBefore(i).equals("COLLATE")
        && !(depth[i] == 0 && Set.of("FROM", "ONLY").contains(wordBefore(i)));
  }

  private String wordBefore(int i) {
    return at(at(i - 1).isBlank() ? i - 2 : i - 1);
  }

  private String wordAfter(int i) {
    return at(at(i + 1).isBlank() ? i + 2 : i + 1);
  }

  private String at(int i) {
    return i < 0 || i >= tokens.size() ? "" : tokens.get(i);
  }
}
