package dev.tilth.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a statement from its beginning. */
public final class SqlCursor {

  private final SqlStatement statement;
  private int next;

  public SqlCursor(SqlStatement statement) {
    this.statement = statement;
  }

  /** Goes past these words if they come next, one after the other. */
  public boolean take(String... words) {
    for (int i = 0; i < words.length; i++) {
      int at = next + i;
      if (at >= statement.tokens().size() || !statement.tokens().get(at).isWord(words[i])) {
        return false;
      }
    }
    next += words.length;
    return true;
  }

  /** Goes past one of these words if it comes next, and says which. */
  public Optional<String> takeOneOf(String... words) {
    for (String word : words) {
      if (take(word)) {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }

  /** Goes past these symbols if they come next, one after the other. */
  boolean take(char... symbols) {
    for (int i = 0; i < symbols.length; i++) {
      int at = next + i;
      if (at >= statement.tokens().size() || !statement.tokens().get(at).isSymbol(symbols[i])) {
        return false;
      }
    }
    next += symbols.length;
    return true;
  }

  /** Whether this symbol comes next. */
  boolean isAt(char symbol) {
    return !isAtEnd() && statement.tokens().get(next).isSymbol(symbol);
  }

  /** Goes past a token of this kind if one comes next. */
  Optional<SqlToken> take(SqlToken.Kind kind) {
    return isAtEnd() || statement.tokens().get(next).kind() != kind
        ? Optional.empty()
        : Optional.of(statement.tokens().get(next++));
  }

  /** Goes past what stands in parentheses, if that comes next; empty if it does not. */
  public Optional<List<SqlToken>> takeParentheses() {
    if (isAtEnd() || !statement.tokens().get(next).isSymbol('(')) {
      return Optional.empty();
    }
    List<SqlToken> inside = new ArrayList<>();
    for (next++; !isAtEnd() && !statement.tokens().get(next).isSymbol(')'); next++) {
      inside.add(statement.tokens().get(next));
    }
    next++;
    return Optional.of(inside);
  }

  /** Goes past a name, with or without a schema, if one comes next. */
  public Optional<SqlName> takeName() {
    List<String> parts = new ArrayList<>();
    while (!isAtEnd() && isName(statement.tokens().get(next))) {
      parts.add(SqlName.part(statement.tokens().get(next)));
      next++;
      if (isAtEnd() || !statement.tokens().get(next).isSymbol('.')) {
        return Optional.of(new SqlName(parts));
      }
      next++;
    }
    return Optional.empty();
  }

  private static boolean isName(SqlToken token) {
    return token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED_NAME;
  }

  /** What follows the last token that was taken. */
  public String rest() {
    return statement.textAfter(statement.tokens().get(next - 1));
  }

  public boolean isAtEnd() {
    return next >= statement.tokens().size();
  }
}
