package dev.tilth.track;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Creates the tracker's tables, or brings older ones up to date, inside the caller's transaction.
 *
 * <ol>
 *   <li>An advisory transaction lock: two sessions that create a schema at once can fail in the
 *       catalogue (23505) even with IF NOT EXISTS.
 *   <li>The version that is there now decides which scripts run, {@code tracker-<n>.sql} for each.
 * </ol>
 */
final class TrackerSchema {

  private final String schema;

  TrackerSchema(String schema) {
    this.schema = schema;
  }

  void prepare(DSLContext sql) {
    sql.execute("SELECT pg_advisory_xact_lock({0})", DSL.val(LockKey.of("schema", schema)));
    int present = presentVersion(sql);
    if (present == 0) {
      createSchema(sql);
    }
    if (present < TrackerVersion.CURRENT) {
      String outer = sql.fetchSingle("SELECT current_setting('search_path')").into(String.class);
      searchPath(sql, DSL.quotedName(schema).toString());
      for (int version = present + 1; version <= TrackerVersion.CURRENT; version++) {
        run(sql, script(version));
      }
      searchPath(sql, outer);
    }
  }

  /**
   * Somebody else may have made it for a role that may not: for IF NOT EXISTS the server wants the
   * privilege all the same.
   */
  private void createSchema(DSLContext sql) {
    boolean exists =
        sql.fetchSingle("SELECT to_regnamespace(quote_ident({0})) IS NOT NULL", DSL.val(schema))
            .into(Boolean.class);
    if (!exists) {
      sql.execute("CREATE SCHEMA {0}", DSL.name(schema));
    }
  }

  private int presentVersion(DSLContext sql) {
    String database = "\"%s\".database".formatted(schema);
    boolean exists =
        sql.fetchSingle("SELECT to_regclass({0}) IS NOT NULL", DSL.val(database))
            .into(Boolean.class);
    return exists ? Math.max(1, recordedVersion(sql)) : 0;
  }

  private int recordedVersion(DSLContext sql) {
    return sql.select(DSL.coalesce(DSL.max(Tables.TRACKER_VERSION), DSL.inline(0)))
        .from(new Tables(schema).database)
        .fetchSingle()
        .value1();
  }

  private static void searchPath(DSLContext sql, String path) {
    sql.execute("SELECT set_config('search_path', {0}, true)", DSL.val(path));
  }

  /** As a plain JDBC statement: jOOQ would look for placeholders in the script. */
  private static void run(DSLContext sql, String script) {
    sql.connection(connection -> {
      try (var statement = connection.createStatement()) {
        statement.execute(script);
      }
    });
  }

  private static String script(int version) {
    String name = "tracker-%d.sql".formatted(version);
    try (InputStream stream = TrackerSchema.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("The script %s is missing in this build.".formatted(name));
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The script %s cannot be read.".formatted(name), e);
    }
  }
}
