package dev.tilth.data;

import dev.tilth.spi.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts values where {@code ${secret:NAME}} and {@code ${env:NAME}} stand. A second dollar sign
 * before the brace makes text of what would be a placeholder. Belongs to one load.
 */
final class Placeholders {

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\$\\{|\\$\\{([a-z]+):([^}]*)(}?)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
  private static final Set<String> KINDS = Set.of("secret", "env");

  private final Function<String, Optional<Secret>> variables;
  private boolean used;

  /**
   * @param variables of the environment; both sorts of placeholder name one
   */
  Placeholders(Function<String, Optional<Secret>> variables) {
    this.variables = variables;
  }

  /** Whether a value that must not be shown has been put into a row of this load. */
  boolean used() {
    return used;
  }

  /** The row with its values. */
  Row resolve(Row row, String file, List<String> header) {
    if (!mayHold(row)) {
      return row;
    }
    List<@Nullable String> fields = new ArrayList<>();
    Set<Integer> masked = new HashSet<>();
    for (String raw : row.fields()) {
      Place place = new Place(file, row.number());
      FieldText field = new FieldText(place, header.get(fields.size()));
      fields.add(raw == null ? null : field.resolved(raw));
      if (field.masked()) {
        masked.add(fields.size());
      }
    }
    return new Row(row.number(), Collections.unmodifiableList(fields), masked);
  }

  /** A loop, since it is run for each row of a large file. */
  private static boolean mayHold(Row row) {
    for (String field : row.fields()) {
      if (mayHold(field)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayHold(@Nullable String text) {
    return text != null && text.contains("${");
  }

  /** One field, whose value may be made of several texts. */
  final class FieldText {

    private final Place place;
    private final String column;
    private boolean masked;

    FieldText(Place place, String column) {
      this.place = place;
      this.column = column;
    }

    boolean masked() {
      return masked;
    }

    String resolved(String raw) {
      return mayHold(raw)
          ? PLACEHOLDER
              .matcher(raw)
              .replaceAll(found -> Matcher.quoteReplacement(value((Matcher) found)))
          : raw;
    }

    private String value(Matcher found) {
      if (found.group(1) == null) {
        return "${";
      }
      boolean closed = !found.group(3).isEmpty();
      if (!closed || !KINDS.contains(found.group(1)) || !isName(found.group(2))) {
        throw UnusablePlaceholderException.malformed(place, column);
      }
      masked = true;
      used = true;
      return variable(found.group(1), found.group(2)).reveal();
    }

    private Secret variable(String kind, String name) {
      return variables
          .apply(name)
          .orElseThrow(() -> UnusablePlaceholderException.unknown(place, column, kind, name));
    }

    private static boolean isName(String text) {
      return NAME.matcher(text).matches();
    }
  }
}
