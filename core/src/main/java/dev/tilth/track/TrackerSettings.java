package dev.tilth.track;

import java.util.regex.Pattern;

/**
 * Where the records stand.
 *
 * @param schema the tracker's schema
 * @param historySchema the schema of Flyway's history table
 * @param historyTable the name of Flyway's history table
 */
public record TrackerSettings(String schema, String historySchema, String historyTable) {

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  /** The tracker in {@code tilth}, Flyway's history where Flyway keeps it by default. */
  public static final TrackerSettings DEFAULT =
      new TrackerSettings("tilth", "public", "flyway_schema_history");

  public TrackerSettings {
    check("tilth.tracker.schema", schema);
    check("tilth.migrations.schema", historySchema);
    check("tilth.migrations.history-table", historyTable);
    if (schema.equals(historySchema)) {
      throw new IllegalArgumentException(
          "tilth.tracker.schema and tilth.migrations.schema must differ, but both are '%s'."
              .formatted(schema));
    }
  }

  /** Whether this can be the name of a schema or table here. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  private static void check(String key, String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "%s must match %s, but is '%s'.".formatted(key, NAME.pattern(), name));
    }
  }
}
