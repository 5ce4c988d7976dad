package dev.tilth.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A state of {@code deploy.asl.json}, or a part of one.
 *
 * @param fields none that {@link StateMachine} would not play
 */
record State(Map<String, Object> fields) {

  /** The function, as the definition that is played names it. */
  static final String FUNCTION = "the function";

  private static final Set<String> COMMON = Set.of("Type", "Comment");

  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "Pass", Set.of("Parameters", "Next"),
          "Choice", Set.of("Choices", "Default"),
          "Task",
              Set.of(
                  "Resource",
                  "Parameters",
                  "ResultSelector",
                  "ResultPath",
                  "TimeoutSeconds",
                  "Retry",
                  "Next"),
          "Succeed", Set.of("OutputPath"),
          "Fail", Set.of("Error", "Cause"));

  /** All of the file, as CloudFormation fills it in. */
  static State machine() {
    try {
      String text = Files.readString(Path.of("aws", "deploy.asl.json"));
      return new State(
          Json.map(
              Json.read(text.replace("${Partition}", "aws").replace("${Function}", FUNCTION))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of the states. */
  State state(String name) {
    State state = new State(Json.map(DataPath.needed("$.States." + name, fields)));
    Set<String> played = FIELDS.getOrDefault(state.type(), Set.of());
    state.fields.keySet().stream()
        .filter(field -> !COMMON.contains(field) && !played.contains(field))
        .forEach(field -> {
          throw new AssertionError("Of the state %s, %s is not played".formatted(name, field));
        });
    return state;
  }

  String type() {
    return text("Type");
  }

  Object field(String name) {
    return DataPath.needed("$." + name, fields);
  }

  String text(String name) {
    return field(name).toString();
  }

  BigDecimal number(String name) {
    return new BigDecimal(text(name));
  }

  private Stream<State> parts(String name) {
    return Json.list(field(name)).stream().map(Json::map).map(State::new);
  }

  /** Which state is next. */
  String next(Object data) {
    if (!type().equals("Choice")) {
      return text("Next");
    }
    return parts("Choices")
        .filter(choice -> choice.holds(data))
        .findFirst()
        .map(choice -> choice.text("Next"))
        .orElseGet(() -> text("Default"));
  }

  private boolean holds(Object data) {
    String variable = text("Variable");
    Optional<Object> value = DataPath.of(variable).in(data);
    if (fields.containsKey("IsPresent")) {
      return value.isPresent() == (Boolean) field("IsPresent");
    }
    Object given = DataPath.needed(variable, data);
    return fields.containsKey("NumericLessThan")
        ? new BigDecimal(given.toString()).compareTo(number("NumericLessThan")) < 0
        : given.equals(text("StringEquals"));
  }
}
