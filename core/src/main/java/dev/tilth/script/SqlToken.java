package dev.tilth.script;

/**
 * A piece of an SQL script that means something: blanks and comments are none.
 *
 * @param text as it stands in the script
 * @param start its place in the script
 */
public record SqlToken(Kind kind, String text, int start) {

  /** What it is. */
  public enum Kind {
    /** A keyword or a name without quotes. */
    WORD,
    QUOTED_NAME,
    /** In quotes or between dollars. */
    TEXT,
    NUMBER,
    /** One character of an operator or of punctuation. */
    SYMBOL
  }

  public int end() {
    return start + text.length();
  }

  public boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  public boolean isSymbol(char symbol) {
    return kind == Kind.SYMBOL && text.charAt(0) == symbol;
  }
}
