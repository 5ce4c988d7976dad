package dev.tilth.migrate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a script.
 *
 * @param script the whole text around it
 * @param tokens at least one; without the semicolon
 */
record SqlStatement(String script, List<SqlToken> tokens) {

  SqlStatement {
    tokens = List.copyOf(tokens);
  }

  /**
   * The statements of a script: they part at semicolons outside parentheses and outside the body of
   * a function that is written in SQL itself ({@code BEGIN ATOMIC ... END}).
   */
  static List<SqlStatement> of(String script) {
    return new Splitting(script).statements();
  }

  /** From its first token on; comments inside are part of it. */
  String text() {
    return script.substring(tokens.getFirst().start(), tokens.getLast().end());
  }

  /** What follows this token. */
  String textAfter(SqlToken token) {
    return script.substring(token.end(), tokens.getLast().end());
  }

  /** The line of the script on which it begins, from 1. */
  int line() {
    int start = tokens.getFirst().start();
    return 1 + (int) script.substring(0, start).chars().filter(c -> c == '\n').count();
  }

  private static final class Splitting {

    private final String script;
    private final SqlLexer lexer;
    private final List<SqlStatement> statements = new ArrayList<>();
    private List<SqlToken> tokens = new ArrayList<>();
    private int parentheses;
    private int blocks;

    private Splitting(String script) {
      this.script = script;
      this.lexer = new SqlLexer(script);
    }

    private List<SqlStatement> statements() {
      for (@Nullable SqlToken token = lexer.next(); token != null; token = lexer.next()) {
        if (token.isSymbol(';') && parentheses == 0 && blocks == 0) {
          boolean rowsFollow = isCopyFromClient();
          end();
          if (rowsFollow) {
            lexer.skipCopyData();
          }
        } else {
          add(token);
        }
      }
      end();
      return statements;
    }

    private void add(SqlToken token) {
      if (token.isSymbol('(')) {
        parentheses++;
      } else if (token.isSymbol(')')) {
        parentheses = Math.max(0, parentheses - 1);
      } else if ((blocks > 0 && isKeyword("CASE", token)) || isAtomic(token)) {
        blocks++;
      } else if (blocks > 0 && isKeyword("END", token)) {
        blocks--;
      }
      tokens.add(token);
    }

    /** After these two, the word is a name (PostgreSQL manual, "SQL Key Words"). */
    private boolean isKeyword(String word, SqlToken token) {
      boolean isName =
          !tokens.isEmpty() && (tokens.getLast().isSymbol('.') || tokens.getLast().isWord("AS"));
      return token.isWord(word) && !isName;
    }

    private boolean isAtomic(SqlToken token) {
      return token.isWord("ATOMIC") && !tokens.isEmpty() && tokens.getLast().isWord("BEGIN");
    }

    private boolean isCopyFromClient() {
      if (tokens.isEmpty() || !tokens.getFirst().isWord("COPY")) {
        return false;
      }
      for (int i = 1; i < tokens.size(); i++) {
        if (tokens.get(i).isWord("STDIN") && tokens.get(i - 1).isWord("FROM")) {
          return true;
        }
      }
      return false;
    }

    private void end() {
      if (!tokens.isEmpty()) {
        statements.add(new SqlStatement(script, tokens));
      }
      tokens = new ArrayList<>();
      parentheses = 0;
      blocks = 0;
    }
  }
}
