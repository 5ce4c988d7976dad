package dev.tilth.track;

import dev.tilth.plan.AppliedMigration;
import dev.tilth.plan.AppliedSeed;
import dev.tilth.plan.DatabaseState;
import dev.tilth.plan.JournalEntry;
import dev.tilth.plan.SupersededSeed;
import dev.tilth.plan.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sorts the rows of {@link StateReader}'s one query by what they are. */
final class StateRows {

  private final List<AppliedMigration> migrations = new ArrayList<>();
  private final List<AppliedSeed> seeds = new ArrayList<>();
  private final List<SupersededSeed> superseded = new ArrayList<>();
  private final List<JournalEntry> journal = new ArrayList<>();
  private @Nullable String environment;
  private boolean tracked;
  private long release;

  void add(ResultSet row) throws SQLException {
    switch (row.getString(1)) {
      case "migration" -> migrations.add(migration(row));
      case "seed" -> seeds.add(seed(row));
      case "superseded" -> superseded.add(new SupersededSeed(row.getString(2), row.getString(3)));
      case "journal" ->
          journal.add(new JournalEntry(row.getString(2), Integer.parseInt(row.getString(3))));
      default -> database(row);
    }
  }

  private void database(ResultSet row) throws SQLException {
    environment = row.getString(2);
    int version = Integer.parseInt(row.getString(3));
    TrackerVersion.checkReadable(version, Integer.parseInt(row.getString(4)));
    tracked = version >= TrackerVersion.CURRENT;
    release = Long.parseLong(row.getString(5));
  }

  DatabaseState state(boolean empty) {
    return new DatabaseState(
        Optional.ofNullable(environment),
        empty,
        tracked,
        release,
        migrations,
        seeds,
        superseded,
        journal);
  }

  private static AppliedMigration migration(ResultSet row) throws SQLException {
    return new AppliedMigration(
        row.getInt(8),
        Optional.ofNullable(row.getString(2)).map(Version::of),
        row.getString(3),
        row.getString(6),
        row.getString(4),
        Optional.ofNullable(row.getString(5)).map(Integer::valueOf),
        instant(row),
        Boolean.parseBoolean(row.getString(7)));
  }

  private static AppliedSeed seed(ResultSet row) throws SQLException {
    return new AppliedSeed(
        row.getString(2),
        Integer.parseInt(row.getString(3)),
        row.getString(4),
        UUID.fromString(row.getString(5)),
        instant(row),
        Progress.of(row.getString(6), row.getString(7)));
  }

  private static Instant instant(ResultSet row) throws SQLException {
    return row.getObject(9, OffsetDateTime.class).toInstant();
  }
}
