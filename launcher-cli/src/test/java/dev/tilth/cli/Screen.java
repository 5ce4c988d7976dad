package dev.tilth.cli;

import java.util.ArrayList;
import java.util.List;

/** What a terminal shows after some output; of the escape sequences it knows only the one. */
final class Screen {

  private static final String ERASE_TO_END = "\u001b[K";

  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private final int columns;
  private int column;

  private Screen(int columns) {
    this.columns = columns;
  }

  static String after(String output, int columns) {
    Screen screen = new Screen(columns);
    for (int at = 0; at < output.length(); at++) {
      if (output.startsWith(ERASE_TO_END, at)) {
        screen.line().setLength(Math.min(screen.column, screen.line().length()));
        at += ERASE_TO_END.length() - 1;
      } else {
        screen.take(output.charAt(at));
      }
    }
    return String.join("\n", screen.lines);
  }

  private void take(char character) {
    switch (character) {
      case '\n' -> lines.add(new StringBuilder());
      case '\r' -> column = 0;
      default -> put(character);
    }
  }

  private void put(char character) {
    if (Character.isISOControl(character)) {
      throw new AssertionError("A terminal may not know control character " + (int) character);
    }
    if (column == columns) {
      lines.add(new StringBuilder());
      column = 0;
    }
    line().append(" ".repeat(Math.max(0, column - line().length())));
    line().replace(column, Math.min(column + 1, line().length()), String.valueOf(character));
    column++;
  }

  private StringBuilder line() {
    return lines.getLast();
  }
}
