package dev.tilth.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import dev.tilth.plan.Selection;
import dev.tilth.policy.Trigger;
import dev.tilth.spi.DidYouMean;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the request of an invocation:
 *
 * <pre>{@code
 * {
 *   "command": "deploy",          deploy, migrate, seed, plan or status
 *   "environment": "staging",     optional, as are all that follow
 *   "trigger": "manual",          push, manual or startup
 *   "only": ["RoleSeeder"],       these seeders
 *   "tags": ["reference"],        seeders with one of these tags
 *   "force": ["RoleSeeder"],      seeders that run although they are recorded
 *   "reason": "Names were wrong", why, for the ledger
 *   "allowDowngrade": true        this build's content replaces that of a newer one
 * }
 * }</pre>
 *
 * <p>A field that is {@code null} counts as missing. Unknown fields and values of another type are
 * errors; all of them are reported together.
 */
final class InvocationReader {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final String COMMAND = "command";
  private static final String ENVIRONMENT = "environment";
  private static final String TRIGGER = "trigger";
  private static final String ONLY = "only";
  private static final String TAGS = "tags";
  private static final String FORCE = "force";
  private static final String REASON = "reason";
  private static final String ALLOW_DOWNGRADE = "allowDowngrade";

  private static final List<String> TEXTS = List.of(COMMAND, ENVIRONMENT, TRIGGER, REASON);
  private static final List<String> LISTS = List.of(ONLY, TAGS, FORCE);
  private static final List<String> FIELDS =
      List.of(COMMAND, ENVIRONMENT, TRIGGER, ONLY, TAGS, FORCE, REASON, ALLOW_DOWNGRADE);

  private final JsonParser parser;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Set<String>> lists = new HashMap<>();
  private Optional<Boolean> allowDowngrade = Optional.empty();

  private InvocationReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads to the end and closes the stream.
   *
   * @throws InvalidInvocationException with every problem
   */
  static Invocation read(InputStream input) throws IOException {
    try (JsonParser parser = JSON.createParser(input)) {
      return new InvocationReader(parser).read();
    } catch (StreamReadException e) {
      throw new InvalidInvocationException(
          List.of(
              "It is not JSON: %s (line %d, column %d)."
                  .formatted(
                      e.getOriginalMessage(),
                      e.getLocation().getLineNr(),
                      e.getLocation().getColumnNr())));
    }
  }

  private Invocation read() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new InvalidInvocationException(
          List.of("It must be a JSON object with the fields %s.".formatted(joined(FIELDS))));
    }
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      field(name);
    }
    Optional<Command> command = command();
    Optional<Trigger> trigger = trigger();
    command.ifPresent(this::checkChoice);
    if (parser.nextToken() != null) {
      problems.add("Something follows after its end.");
    }
    if (!problems.isEmpty()) {
      throw new InvalidInvocationException(problems);
    }
    return new Invocation(
        command.orElseThrow(),
        selection(command.orElseThrow()),
        Optional.ofNullable(texts.get(ENVIRONMENT)),
        trigger);
  }

  private void field(String name) throws IOException {
    if (!FIELDS.contains(name)) {
      problems.add("There is no field '%s'. %s".formatted(name, DidYouMean.orAnyOf(FIELDS, name)));
      parser.skipChildren();
    } else if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    } else if (TEXTS.contains(name)) {
      text(name);
    } else if (name.equals(ALLOW_DOWNGRADE)) {
      flag(name);
    } else {
      list(name);
    }
  }

  private void text(String name) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      texts.put(name, parser.getText());
    } else {
      problems.add("The field '%s' must be a text.".formatted(name));
      parser.skipChildren();
    }
  }

  private void flag(String name) throws IOException {
    JsonToken value = parser.currentToken();
    if (value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE) {
      allowDowngrade = Optional.of(value == JsonToken.VALUE_TRUE);
    } else {
      problems.add("The field '%s' must be true or false.".formatted(name));
      parser.skipChildren();
    }
  }

  private void list(String name) throws IOException {
    Set<String> values = new LinkedHashSet<>();
    boolean fits = parser.currentToken() == JsonToken.START_ARRAY;
    if (fits) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        fits &= parser.currentToken() == JsonToken.VALUE_STRING;
        values.add(String.valueOf(parser.getText()));
        parser.skipChildren();
      }
    } else {
      parser.skipChildren();
    }
    if (!fits) {
      problems.add("The field '%s' must be a list of texts.".formatted(name));
    }
    lists.put(name, values);
  }

  private Optional<Command> command() {
    Optional<Command> command = Optional.ofNullable(texts.get(COMMAND)).flatMap(Command::named);
    if (command.isEmpty()) {
      refuse(COMMAND, Command.words());
    }
    return command;
  }

  private Optional<Trigger> trigger() {
    Optional<String> word = Optional.ofNullable(texts.get(TRIGGER));
    Optional<Trigger> trigger =
        word.flatMap(given ->
            Arrays.stream(Trigger.values()).filter(each -> each.word().equals(given)).findFirst());
    if (word.isPresent() && trigger.isEmpty()) {
      refuse(TRIGGER, Arrays.stream(Trigger.values()).map(Trigger::word).toList());
    }
    return trigger;
  }

  private void refuse(String name, List<String> accepted) {
    String given = texts.get(name);
    problems.add(
        given == null
            ? "The field '%s' is missing; it is one of %s.".formatted(name, joined(accepted))
            : "The field '%s' is '%s', and must be one of %s.%s"
                .formatted(name, given, joined(accepted), DidYouMean.among(accepted, given)));
  }

  private void checkChoice(Command command) {
    List<String> idle =
        command.choosesSeeders() ? List.of() : LISTS.stream().filter(lists::containsKey).toList();
    idle.forEach(name ->
        problems.add(
            "The field '%s' chooses seeders, and command %s runs none."
                .formatted(name, command.word())));
    if (command == Command.STATUS && allowDowngrade.isPresent()) {
      problems.add(
          "The field '%s' is about what is applied, and command %s applies nothing."
              .formatted(ALLOW_DOWNGRADE, command.word()));
    }
  }

  private Selection selection(Command command) {
    return command
        .selection()
        .withOnly(lists.getOrDefault(ONLY, Set.of()))
        .withTags(lists.getOrDefault(TAGS, Set.of()))
        .withForce(lists.getOrDefault(FORCE, Set.of()))
        .withReason(texts.getOrDefault(REASON, ""))
        .withAllowDowngrade(allowDowngrade.orElse(false));
  }

  private static String joined(List<String> words) {
    return String.join(", ", words);
  }
}
