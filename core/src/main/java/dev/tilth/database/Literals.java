package dev.tilth.database;

import java.util.regex.Pattern;

/** Takes the values out of a statement that is to be shown: any of them may be a secret. */
public final class Literals {

  /** Quoted, with escapes, or between dollars. */
  private static final Pattern TEXT =
      Pattern.compile("(?s)[eE]'(?:[^'\\\\]|''|\\\\.)*+'|'(?:[^']|'')*+'|\\$(\\w*)\\$.*?\\$\\1\\$");

  /** Cut off by the server's limit on the length of a query that it shows. */
  private static final Pattern OPEN_TEXT = Pattern.compile("(?s)(?:'|\\$\\w*\\$).*\\z");

  private static final Pattern NUMBER = Pattern.compile("(?<![\\w$])\\d[\\d.]*");

  private static final String SHOWN = "'...'";

  private Literals() {}

  /** The statement with its texts replaced. */
  public static String withoutTexts(String statement) {
    return TEXT.matcher(statement).replaceAll(SHOWN);
  }

  /**
   * The beginning of the statement on one line, without any value.
   *
   * @param length in characters
   */
  public static String beginning(String statement, int length) {
    String closed = TEXT.matcher(statement).replaceAll(SHOWN.replace("'", "\u0000"));
    String shown =
        NUMBER
            .matcher(OPEN_TEXT.matcher(closed).replaceAll("\u0000...\u0000"))
            .replaceAll("?")
            .replace('\u0000', '\'')
            .strip()
            .replaceAll("\\s+", " ");
    return shown.length() <= length ? shown : shown.substring(0, length) + " ...";
  }
}
