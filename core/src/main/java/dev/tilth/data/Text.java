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

  /** Whether each surrogate has its other half. */
  static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i))
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** For a sentence of another author that goes on after a colon. */
  static String uncapitalized(String phrase) {
    return phrase.isEmpty()
        ? phrase
        : phrase.substring(0, 1).toLowerCase(Locale.ROOT) + phrase.substring(1);
  }
}
