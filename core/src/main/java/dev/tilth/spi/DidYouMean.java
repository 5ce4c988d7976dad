package dev.tilth.spi;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The part of an error message that proposes the name that was probably meant. */
public final class DidYouMean {

  private DidYouMean() {}

  /**
   * A sentence with a leading space, such as {@code " Did you mean 'staging'?"}, or nothing where
   * no known name is close.
   */
  public static String among(Collection<String> known, String given) {
    return closest(known, given).map(name -> " " + question(name)).orElse("");
  }

  /**
   * A sentence such as {@code "Did you mean 'staging'?"}, or the list of all known names where none
   * is close.
   */
  public static String orAnyOf(Collection<String> known, String given) {
    return closest(known, given).map(DidYouMean::question).orElseGet(() -> list(known));
  }

  /** The known name that is nearest to the given one, if it is near enough to be a slip. */
  public static Optional<String> closest(Collection<String> known, String given) {
    String slip = folded(given);
    return known.stream()
        .filter(name -> isNear(folded(name), slip))
        .min(Comparator.comparingInt(name -> distance(folded(name), slip)));
  }

  private static String question(String name) {
    return "Did you mean '%s'?".formatted(name);
  }

  private static String list(Collection<String> known) {
    return known.isEmpty()
        ? "There are none."
        : "There are: %s.".formatted(String.join(", ", known));
  }

  /** One slip in three letters; a name of which nothing is left is no likeness. */
  private static boolean isNear(String name, String slip) {
    int distance = distance(name, slip);
    int longer = Math.max(name.length(), slip.length());
    return distance <= Math.max(1, longer / 3) && distance < Math.min(name.length(), slip.length());
  }

  private static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * The distance of optimal string alignment: how many letters have to be inserted, removed,
   * replaced or exchanged with their neighbour.
   */
  private static int distance(String left, String right) {
    int[][] cost = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        cost[i][j] = Math.min(i, j) == 0 ? i + j : cheapest(cost, left, right, i, j);
      }
    }
    return cost[left.length()][right.length()];
  }

  private static int cheapest(int[][] cost, String left, String right, int i, int j) {
    int replaced = cost[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
    int oneMore = 1 + Math.min(cost[i - 1][j], cost[i][j - 1]);
    int best = Math.min(replaced, oneMore);
    return areExchanged(left, right, i, j) ? Math.min(best, 1 + cost[i - 2][j - 2]) : best;
  }

  private static boolean areExchanged(String left, String right, int i, int j) {
    return i > 1
        && j > 1
        && left.charAt(i - 1) == right.charAt(j - 2)
        && left.charAt(i - 2) == right.charAt(j - 1);
  }
}
