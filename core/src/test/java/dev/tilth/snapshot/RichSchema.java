package dev.tilth.snapshot;

import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/** The schema that these tests make, and what its snapshot is known to be. */
final class RichSchema {

  static final String SQL = resource("rich-schema.sql");

  /** Reviewed line by line; a change of the format or of the SQL must change it. */
  static final String SNAPSHOT = resource("rich-schema.snapshot");

  private RichSchema() {}

  static Snapshot snapshot(TestDatabase database) {
    return snapshot(database, SnapshotScope.EVERYTHING);
  }

  static Snapshot snapshot(TestDatabase database, SnapshotScope scope) {
    try (Connection connection = database.connect()) {
      return new SnapshotReader(scope).read(connection);
    } catch (SQLException e) {
      throw new AssertionError("No connection to " + database, e);
    }
  }

  private static String resource(String name) {
    try (InputStream stream = RichSchema.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
