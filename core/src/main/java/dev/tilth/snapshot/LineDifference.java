package dev.tilth.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which lines of a definition another one lacks; linear, since bodies can be thousands of lines.
 */
final class LineDifference {

  private LineDifference() {}

  /**
   * The lines of {@code here} that are not in {@code there}, each as often as it is short. If the
   * two differ in the order alone, the lines that stand elsewhere.
   */
  static List<String> missing(List<String> here, List<String> there) {
    List<String> surplus = surplus(here, there);
    boolean sameLines = here.size() == there.size() && surplus.isEmpty();
    return sameLines ? moved(here, there) : surplus;
  }

  private static List<String> surplus(List<String> here, List<String> there) {
    Map<String, Integer> available = new HashMap<>();
    there.forEach(line -> available.merge(line, 1, Integer::sum));
    List<String> surplus = new ArrayList<>();
    for (String line : here) {
      if (available.merge(line, -1, Integer::sum) < 0) {
        surplus.add(line);
      }
    }
    return List.copyOf(surplus);
  }

  private static List<String> moved(List<String> here, List<String> there) {
    return IntStream.range(0, here.size())
        .filter(i -> !here.get(i).equals(there.get(i)))
        .mapToObj(here::get)
        .toList();
  }
}
