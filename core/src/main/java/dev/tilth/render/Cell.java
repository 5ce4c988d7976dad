package dev.tilth.render;

/**
 * A cell of a {@link TextTable}.
 *
 * @param text without line feeds and other control characters
 * @param right whether it is aligned to the right, as numbers are
 */
record Cell(String text, Tint tint, boolean right) {

  Cell {
    text = Printable.line(text);
  }

  static Cell of(String text) {
    return new Cell(text, Tint.PLAIN, false);
  }

  static Cell tinted(Tint tint, String text) {
    return new Cell(text, tint, false);
  }

  static Cell number(String text) {
    return new Cell(text, Tint.PLAIN, true);
  }

  int width() {
    return text.codePointCount(0, text.length());
  }

  /** Padded first, then painted: colour codes have no width. */
  String padded(int width, boolean colour) {
    String padding = " ".repeat(width - width());
    String shown = colour ? tint.paint(text) : text;
    return right ? padding + shown : shown + padding;
  }
}
