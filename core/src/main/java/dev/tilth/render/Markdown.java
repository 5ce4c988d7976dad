package dev.tilth.render;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Foreign texts as text of GitHub Flavored Markdown (the specification's sections 2.4 and 4.10).
 */
final class Markdown {

  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>|~&#!]");
  private static final Pattern BACKTICKS = Pattern.compile("`+");

  private Markdown() {}

  /** On one line, for a paragraph or a cell of a table. */
  static String text(String text) {
    return SPECIAL.matcher(Printable.line(text)).replaceAll(match -> "\\\\" + quoted(match));
  }

  private static String quoted(MatchResult match) {
    return Matcher.quoteReplacement(match.group());
  }

  /** A code span whose fence is longer than every run of backticks in it (section 6.3). */
  static String code(String text) {
    String line = Printable.line(text);
    int longest =
        BACKTICKS.matcher(line).results().mapToInt(run -> run.group().length()).max().orElse(0);
    String fence = "`".repeat(longest + 1);
    String room = longest > 0 ? " " : "";
    return fence + room + line + room + fence;
  }

  /** In a table, a bar ends the cell even inside a code span unless it is escaped. */
  static String codeCell(String text) {
    return code(text).replace("|", "\\|");
  }
}
