package dev.tilth.plan;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The version of a migration, compared the way Flyway compares: number by number, trailing zeros
 * ignored, {@code _} and {@code .} alike.
 *
 * @param parts the numbers, without trailing zeros
 */
public record Version(List<BigInteger> parts) implements Comparable<Version> {

  private static final Pattern FORM = Pattern.compile("\\d+([._]\\d+)*");

  public Version {
    int length = parts.size();
    while (length > 1 && parts.get(length - 1).signum() == 0) {
      length--;
    }
    parts = List.copyOf(parts.subList(0, length));
  }

  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * Reads a version such as {@code 1}, {@code 1.2} or {@code 2026_11_22}.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static Version of(String text) {
    if (!isValid(text)) {
      throw new IllegalArgumentException(
          "A version is made of numbers separated by dots or underscores, but is '%s'."
              .formatted(text));
    }
    return new Version(Arrays.stream(text.split("[._]", -1)).map(BigInteger::new).toList());
  }

  @Override
  public int compareTo(Version other) {
    int common = Math.max(parts.size(), other.parts.size());
    for (int i = 0; i < common; i++) {
      int order = part(i).compareTo(other.part(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private BigInteger part(int index) {
    return index < parts.size() ? parts.get(index) : BigInteger.ZERO;
  }

  @Override
  public String toString() {
    return parts.stream().map(BigInteger::toString).collect(Collectors.joining("."));
  }
}
