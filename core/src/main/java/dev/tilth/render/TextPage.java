package dev.tilth.render;

/** A text under construction: blocks with an empty line between them. */
final class TextPage {

  private final boolean colour;
  private final StringBuilder text = new StringBuilder();
  private boolean blockBegins;

  TextPage(boolean colour) {
    this.colour = colour;
  }

  /** What follows is separated from what stands there. */
  TextPage block() {
    blockBegins = text.length() > 0;
    return this;
  }

  /** A block of a heading and a table, unless the table is empty. */
  TextPage table(String heading, TextTable table) {
    return table.isEmpty() ? this : block().line(heading).rows(table);
  }

  TextPage rows(TextTable table) {
    table.lines(colour).forEach(this::raw);
    return this;
  }

  TextPage line(String line) {
    return line(Tint.PLAIN, line);
  }

  /** A sentence, or several lines of them, of which the later ones are indented. */
  TextPage line(Tint tint, String sentence) {
    String indent = "";
    for (String line : Printable.lines(sentence)) {
      raw(indent + (colour ? tint.paint(line) : line));
      indent = "  ";
    }
    return this;
  }

  private void raw(String line) {
    if (blockBegins) {
      text.append('\n');
      blockBegins = false;
    }
    text.append(line).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
