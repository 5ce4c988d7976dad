package dev.tilth.data;

import java.util.Locale;

/** How values and phrases stand in messages. */
final class Text {

  private static final int LONGEST_VALUE = 80;

  private Text() {}

  /** A value in quotes, shortened where it is long. */
  static String quoted(String value) {
    boolean fits = value.length() <= LONGEST_VALUE;
    return "'%s'".formatted(fits ? value : value.substring(0, LONGEST_VALUE) + "...");
  }

  /** For a sentence of another author that goes on after a colon. */
  static String uncapitalized(String phrase) {
    return phrase.isEmpty()
        ? phrase
        : phrase.substring(0, 1).toLowerCase(Locale.ROOT) + phrase.substring(1);
  }
}
