package dev.tilth.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a plan comes down to: two plans have the same hash if a run does the same for both, to a
 * database that has the same records, with the same content.
 *
 * <p>It is SHA-256 over four parts, followed by the first digits of each part's own digest, so that
 * a comparison can tell which part has moved: 80 hexadecimal digits. No part has a secret in it,
 * and neither the release of the content nor what a run is asked for, apart from what follows from
 * them.
 *
 * @param text in small letters
 */
public record PlanHash(String text) {

  private static final int WHOLE = 64;
  private static final int HINT = 4;
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{%d}".formatted(WHOLE + HINT * Part.values().length));

  /** What can move. */
  public enum Part {
    STEPS(0, "what is to be done in this environment"),
    CONTENT(1, "the content of this build"),
    RECORDS(2, "the records of what was applied to the database"),
    ROWS(3, "the rows that would change");

    private final int place;
    private final String words;

    Part(int place, String words) {
      this.place = place;
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  public PlanHash {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("This is no hash of a plan: " + text);
    }
  }

  /**
   * Reads what somebody typed.
   *
   * @throws UnusablePlanHashException if it is none
   */
  public static PlanHash parse(String text) {
    String small = text.strip().toLowerCase(Locale.ROOT);
    if (!FORM.matcher(small).matches()) {
      throw new UnusablePlanHashException(text, WHOLE + HINT * Part.values().length);
    }
    return new PlanHash(small);
  }

  /**
   * Of the digests of the parts.
   *
   * @param parts in the order of {@link Part}, each in hexadecimal
   */
  static PlanHash of(List<String> parts) {
    Sha256 whole = new Sha256();
    StringBuilder hints = new StringBuilder();
    for (String part : parts) {
      whole.add(part);
      hints.append(part, 0, HINT);
    }
    return new PlanHash(whole.hexadecimal() + hints);
  }

  /** What has moved between this plan and another; a part can move with nothing to show for it. */
  public List<Part> moved(PlanHash now) {
    List<Part> moved = new ArrayList<>();
    for (Part part : Part.values()) {
      if (!hint(part).equals(now.hint(part))) {
        moved.add(part);
      }
    }
    return moved;
  }

  private String hint(Part part) {
    int start = WHOLE + part.place * HINT;
    return text.substring(start, start + HINT);
  }

  @Override
  public String toString() {
    return text;
  }
}
