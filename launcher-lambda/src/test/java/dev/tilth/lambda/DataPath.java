package dev.tilth.lambda;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A reference path of Amazon's language, such as {@code $.request.force[0]}.
 *
 * @param steps names and positions, from the outside in
 */
record DataPath(List<String> steps) {

  private static final Pattern WHOLE = Pattern.compile("\\$(\\.\\w+|\\[\\d+])*");
  private static final Pattern STEP = Pattern.compile("\\w+");
  private static final Pattern SUM =
      Pattern.compile("States\\.MathAdd\\((?<path>\\$[^,]*), (?<number>\\d+)\\)");

  static DataPath of(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new AssertionError("This path is not played: " + text);
    }
    return new DataPath(STEP.matcher(text).results().map(MatchResult::group).toList());
  }

  Optional<Object> in(Object data) {
    Optional<Object> found = Optional.of(data);
    for (String step : steps) {
      found = found.flatMap(outer -> one(outer, step));
    }
    return found;
  }

  private static Optional<Object> one(Object outer, String step) {
    return switch (outer) {
      case Map<?, ?> map -> Optional.ofNullable(map.get(step));
      case List<?> list when Integer.parseInt(step) < list.size() ->
          Optional.of(list.get(Integer.parseInt(step)));
      default -> Optional.empty();
    };
  }

  /** The data with the value there, whatever was there before. */
  Object put(Object data, Object value) {
    if (steps.size() != 1) {
      throw new AssertionError("Results are put into fields of the data only, not: " + steps);
    }
    Map<String, Object> fields = new LinkedHashMap<>(Json.map(data));
    fields.put(steps.getFirst(), value);
    return fields;
  }

  /**
   * A payload template, filled in.
   *
   * @throws ExecutionFailedException if the data has no such field
   */
  static Object fill(Object template, Object data) {
    if (!(template instanceof Map<?, ?>)) {
      return template;
    }
    return Json.map(template).entrySet().stream()
        .collect(
            Collectors.toMap(
                field -> field.getKey().replaceFirst("\\.\\$$", ""),
                field ->
                    field.getKey().endsWith(".$")
                        ? value(field.getValue().toString(), data)
                        : fill(field.getValue(), data),
                (one, other) -> one,
                LinkedHashMap::new));
  }

  private static Object value(String expression, Object data) {
    Matcher sum = SUM.matcher(expression);
    return sum.matches()
        ? new BigDecimal(needed(sum.group("path"), data).toString())
            .add(new BigDecimal(sum.group("number")))
        : needed(expression, data);
  }

  /**
   * What is there.
   *
   * @throws ExecutionFailedException if nothing is
   */
  static Object needed(String path, Object data) {
    return of(path)
        .in(data)
        .orElseThrow(() ->
            new ExecutionFailedException(
                "States.ParameterPathFailure", "%s is not in %s".formatted(path, data)));
  }
}
