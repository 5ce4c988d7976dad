package dev.tilth.render;

import java.util.List;
import java.util.regex.Pattern;

/** Foreign texts without what steers a terminal. */
final class Printable {

  private static final Pattern WHITE_SPACE = Pattern.compile("[\\n\\r\\t]+");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|[\\u0080-\\u009f]");

  private Printable() {}

  /** On one line. */
  static String line(String text) {
    return CONTROL.matcher(WHITE_SPACE.matcher(text).replaceAll(" ")).replaceAll("?");
  }

  /** On the lines that it has, without empty ones. */
  static List<String> lines(String text) {
    return text.lines().filter(line -> !line.isBlank()).map(Printable::line).toList();
  }
}
