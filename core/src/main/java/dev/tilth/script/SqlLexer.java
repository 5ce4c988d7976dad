package dev.tilth.script;

import org.jspecify.annotations.Nullable;

/**
 * Takes an SQL script apart as the server does (PostgreSQL manual, "Lexical Structure"), with
 * {@code standard_conforming_strings} on. What has no end, such as a comment that is not closed,
 * reaches to the end of the script: to complain about it is the server's business.
 */
final class SqlLexer {

  private final String sql;
  private int position;

  SqlLexer(String sql) {
    this.sql = sql;
  }

  /** The next token; null at the end. */
  @Nullable SqlToken next() {
    skipBlanksAndComments();
    if (position >= sql.length()) {
      return null;
    }
    int start = position;
    SqlToken.Kind kind = read();
    return new SqlToken(kind, sql.substring(start, position), start);
  }

  /** Passes over the rows that follow COPY ... FROM STDIN, up to the line that ends them. */
  void skipCopyData() {
    int line = sql.indexOf('\n', position) + 1;
    while (line > 0 && line < sql.length()) {
      int end = sql.indexOf('\n', line);
      position = end < 0 ? sql.length() : end + 1;
      if (sql.substring(line, position).strip().equals("\\.")) {
        return;
      }
      line = position;
    }
    position = sql.length();
  }

  private SqlToken.Kind read() {
    char first = sql.charAt(position);
    if (first == '\'') {
      return quoted('\'', false, SqlToken.Kind.TEXT);
    }
    if (first == '"') {
      return quoted('"', false, SqlToken.Kind.QUOTED_NAME);
    }
    if (first == '$' && dollarTagEnd() > 0) {
      return betweenDollars(sql.substring(position, dollarTagEnd()));
    }
    if (isWordStart(first)) {
      return word();
    }
    if (isDigit(first)) {
      return number();
    }
    position++;
    return SqlToken.Kind.SYMBOL;
  }

  /** A letter directly before a quote says what sort of text it is; only with E it has escapes. */
  private SqlToken.Kind word() {
    int start = position;
    while (position < sql.length() && isWordPart(sql.charAt(position))) {
      position++;
    }
    boolean prefix = position == start + 1 && at(position) == '\'';
    if (prefix && "eEbBxXnN".indexOf(sql.charAt(start)) >= 0) {
      return quoted('\'', "eE".indexOf(sql.charAt(start)) >= 0, SqlToken.Kind.TEXT);
    }
    return SqlToken.Kind.WORD;
  }

  private SqlToken.Kind number() {
    while (position < sql.length()
        && (isWordPart(sql.charAt(position)) || sql.charAt(position) == '.')) {
      position++;
    }
    return SqlToken.Kind.NUMBER;
  }

  /**
   * A doubled quote stands for one, which reads as the end of one text and the start of another.
   */
  private SqlToken.Kind quoted(char quote, boolean escapes, SqlToken.Kind kind) {
    position++;
    while (position < sql.length()) {
      char next = sql.charAt(position++);
      if (next == '\\' && escapes) {
        position = Math.min(position + 1, sql.length());
      } else if (next == quote) {
        if (at(position) != quote) {
          return kind;
        }
        position++;
      }
    }
    return kind;
  }

  /** The place after {@code $tag$}, or 0 if none begins here. */
  private int dollarTagEnd() {
    int end = position + 1;
    while (end < sql.length()
        && (isWordStart(sql.charAt(end)) || (end > position + 1 && isDigit(sql.charAt(end))))) {
      end++;
    }
    return at(end) == '$' ? end + 1 : 0;
  }

  private SqlToken.Kind betweenDollars(String tag) {
    int end = sql.indexOf(tag, position + tag.length());
    position = end < 0 ? sql.length() : end + tag.length();
    return SqlToken.Kind.TEXT;
  }

  private void skipBlanksAndComments() {
    while (position < sql.length()) {
      if (Character.isWhitespace(sql.charAt(position)) || at(position) == '\uFEFF') {
        position++;
      } else if (sql.startsWith("--", position)) {
        skipLine();
      } else if (sql.startsWith("/*", position)) {
        skipComment();
      } else {
        return;
      }
    }
  }

  private void skipLine() {
    while (position < sql.length() && at(position) != '\n' && at(position) != '\r') {
      position++;
    }
  }

  /** Comments nest, unlike in the SQL standard. */
  private void skipComment() {
    int depth = 0;
    do {
      if (sql.startsWith("/*", position)) {
        depth++;
        position += 2;
      } else if (sql.startsWith("*/", position)) {
        depth--;
        position += 2;
      } else {
        position++;
      }
    } while (depth > 0 && position < sql.length());
    position = Math.min(position, sql.length());
  }

  private char at(int index) {
    return index < sql.length() ? sql.charAt(index) : '\0';
  }

  private static boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= '\u0080';
  }

  private static boolean isWordPart(char c) {
    return isWordStart(c) || isDigit(c) || c == '$';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
