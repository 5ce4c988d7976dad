package dev.tilth.render;

import java.util.ArrayList;
import java.util.List;

/** A Markdown document under construction. Takes Markdown: callers escape foreign texts. */
final class MarkdownPage {

  private final List<String> blocks = new ArrayList<>();

  /** Begins with a heading, which is plain text. */
  MarkdownPage(String heading) {
    blocks.add("## " + Markdown.text(heading));
  }

  MarkdownPage paragraph(String markdown) {
    blocks.add(markdown);
    return this;
  }

  /** A foreign text. It never begins a line of Markdown, where it could become a list. */
  MarkdownPage error(String message) {
    List<String> lines = Printable.lines(message).stream().map(Markdown::text).toList();
    return paragraph("> **Error:** " + String.join("<br>", lines));
  }

  MarkdownPage warnings(List<String> warnings) {
    warnings.forEach(warning -> paragraph("> **Warning:** " + Markdown.text(warning)));
    return this;
  }

  /** A table, unless it has no rows. */
  MarkdownPage table(List<String> header, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return this;
    }
    StringBuilder table = new StringBuilder(row(header));
    table.append('\n').append("|").append(" --- |".repeat(header.size()));
    rows.forEach(cells -> table.append('\n').append(row(cells)));
    return paragraph(table.toString());
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  @Override
  public String toString() {
    return String.join("\n\n", blocks) + "\n";
  }
}
