package dev.tilth.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table's name, exactly as the catalogue has it: case matters and nothing is folded.
 *
 * @param schema null where the search path decides
 */
record TableName(@Nullable String schema, String name) {

  private static final String PART = "(?:\"((?:[^\"]|\"\")+)\"|([^\".]+))";
  private static final Pattern NAME = Pattern.compile("(?:" + PART + "\\.)?" + PART);

  /**
   * Reads {@code table} or {@code schema.table}; a part that holds a dot or a quote is written as
   * in SQL, in double quotes.
   */
  static TableName parse(String text) {
    Matcher parts = NAME.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "A table is named 'table' or 'schema.table', but this name is '%s'.".formatted(text));
    }
    String name = part(parts, 3);
    if (name == null) {
      throw new IllegalStateException("The pattern matched without a name: " + text);
    }
    return new TableName(part(parts, 1), name);
  }

  private static @Nullable String part(Matcher parts, int group) {
    String quoted = parts.group(group);
    return quoted == null ? parts.group(group + 1) : quoted.replace("\"\"", "\"");
  }

  /** The name as SQL, quoted. */
  String sql() {
    return schema == null
        ? Sql.identifier(name)
        : Sql.identifier(schema) + "." + Sql.identifier(name);
  }

  /** Whether a text means this table. */
  boolean isMeantBy(String text) {
    return text.equals(name) || text.equals(toString());
  }

  @Override
  public String toString() {
    return schema == null ? name : schema + "." + name;
  }
}
