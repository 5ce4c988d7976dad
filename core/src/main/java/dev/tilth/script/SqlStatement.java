package dev.tilth.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a script.
 *
 * @param script the whole text around it
 * @param tokens at least one; without the semicolon
 */
public record SqlStatement(String script, List<SqlToken> tokens) {

  /** In tokens, of which a name with its schema has three. */
  private static final int LONGEST_HEAD = 6;

  public SqlStatement {
    tokens = List.copyOf(tokens);
  }

  /**
   * The statements of a script: they part at semicolons outside parentheses and outside the body of
   * a function that is written in SQL itself ({@code BEGIN ATOMIC ... END}).
   */
  public static List<SqlStatement> of(String script) {
    return new Splitting(script).statements();
  }

  /** From its first token on; comments inside are part of it. */
  public String text() {
    return script.substring(tokens.getFirst().start(), tokens.getLast().end());
  }

  /** What follows this token. */
  public String textAfter(SqlToken token) {
    return script.substring(token.end(), tokens.getLast().end());
  }

  /** The line of the script on which it begins, from 1. */
  public int line() {
    int start = tokens.getFirst().start();
    return 1 + (int) script.substring(0, start).chars().filter(c -> c == '\n').count();
  }

  /**
   * Its first words, by which a person finds it: no further than the first value, since that may be
   * secret.
   */
  public String head() {
    return tokens.stream()
        .limit(LONGEST_HEAD)
        .takeWhile(SqlStatement::isOfHead)
        .map(SqlToken::text)
        .collect(Collectors.joining(" "))
        .replace(" . ", ".");
  }

  private static boolean isOfHead(SqlToken token) {
    return token.kind() == SqlToken.Kind.WORD
        || token.kind() == SqlToken.Kind.QUOTED_NAME
        || token.isSymbol('.');
  }

  /** Whether the client is to send rows along: {@code COPY ... FROM STDIN}. */
  public boolean copiesFromClient() {
    return tokens.getFirst().isWord("COPY")
        && IntStream.range(1, tokens.size())
            .anyMatch(i -> tokens.get(i).isWord("STDIN") && tokens.get(i - 1).isWord("FROM"));
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
          end().filter(SqlStatement::copiesFromClient).ifPresent(copy -> lexer.skipCopyData());
        } else {
          add(token);
        }
      }
      var unused = end();
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

    private Optional<SqlStatement> end() {
      Optional<SqlStatement> statement =
          tokens.isEmpty() ? Optional.empty() : Optional.of(new SqlStatement(script, tokens));
      statement.ifPresent(statements::add);
      tokens = new ArrayList<>();
      parentheses = 0;
      blocks = 0;
      return statement;
    }
  }
}
