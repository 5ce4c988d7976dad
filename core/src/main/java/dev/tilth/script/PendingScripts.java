package dev.tilth.script;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What scripts that are still to be run may do to tables, as far as their texts tell. A name counts
 * wherever it stands, in comments and in the bodies of functions too. What a text hides is not
 * seen: names that are put together, triggers, deletions that cascade.
 *
 * @param texts in the order in which they run, by file name
 */
public record PendingScripts(Map<String, String> texts) {

  /** There are none. */
  public static final PendingScripts NONE = new PendingScripts(Map.of());

  /** Statements that begin like this put no rows into a table that they name. */
  private static final Set<String> DEFINITIONS =
      Set.of("CREATE", "ALTER", "COMMENT", "GRANT", "REVOKE", "ANALYZE");

  /** What makes rows come with a definition: of a query, of another table. */
  private static final Pattern WITH_ROWS =
      Pattern.compile(
          "\\b(?:select|execute|rename|attach|inherit|set\\s+schema)\\b|\\bas\\s+(?:table|values)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final String PUBLIC = "public";

  private static final String NAME_LETTER = "[\\p{L}\\p{N}_$]";

  public PendingScripts {
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
  }

  public boolean isEmpty() {
    return texts.isEmpty();
  }

  /**
   * The last script with this name in its text.
   *
   * @param name without a schema; case does not matter
   */
  public Optional<String> lastNaming(String name) {
    Pattern word = word(name);
    return texts.entrySet().stream()
        .filter(script -> word.matcher(script.getValue()).find())
        .map(Map.Entry::getKey)
        .reduce((earlier, later) -> later);
  }

  /**
   * The last script that renames or drops a schema.
   *
   * @param schema its name; case does not matter
   */
  public Optional<String> lastReshaping(String schema) {
    Pattern reshaping = pattern("\\b(?:alter|drop)\\s+schema\\b[^;]*" + word(schema).pattern());
    return texts.entrySet().stream()
        .filter(script -> reshaping.matcher(script.getValue()).find())
        .map(Map.Entry::getKey)
        .reduce((earlier, later) -> later);
  }

  /**
   * Whether a table that is not there yet is created, and left empty.
   *
   * @param schema its schema; null where that is {@code public}, or not said
   */
  public boolean createEmpty(@Nullable String schema, String table) {
    Pattern word = word(table);
    List<SqlStatement> naming =
        texts.values().stream()
            .filter(text -> word.matcher(text).find())
            .flatMap(text -> SqlStatement.of(text).stream())
            .filter(statement -> word.matcher(statement.text()).find())
            .toList();
    return naming.stream().anyMatch(statement -> creates(statement, schema, table))
        && naming.stream().allMatch(PendingScripts::isMereDefinition);
  }

  private static boolean creates(SqlStatement statement, @Nullable String schema, String table) {
    String in = schema == null ? PUBLIC : schema;
    String qualifier = "\"?%s\"?\\s*\\.\\s*".formatted(Pattern.quote(in));
    return pattern(
            "create\\s+(?:unlogged\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?(?:%s)%s\"?%s"
                .formatted(qualifier, in.equals(PUBLIC) ? "?" : "", word(table).pattern()))
        .matcher(statement.text())
        .lookingAt();
  }

  private static boolean isMereDefinition(SqlStatement statement) {
    return DEFINITIONS.stream().anyMatch(statement.tokens().getFirst()::isWord)
        && !WITH_ROWS.matcher(statement.text()).find();
  }

  private static Pattern word(String name) {
    return pattern("(?<!%1$s)%2$s(?!%1$s)".formatted(NAME_LETTER, Pattern.quote(name)));
  }

  private static Pattern pattern(String expression) {
    return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}
