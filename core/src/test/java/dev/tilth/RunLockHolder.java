package dev.tilth;

import dev.tilth.database.Connections;
import dev.tilth.database.ControlConnection;
import dev.tilth.database.DatabaseAddress;
import dev.tilth.database.SessionSettings;
import dev.tilth.database.StopSignal;
import dev.tilth.testing.TestDatabase;
import dev.tilth.track.RunLock;
import dev.tilth.track.Tracker;
import dev.tilth.track.TrackerSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

/** Has the run lock of a database, as a deployment at work has it. */
final class RunLockHolder implements AutoCloseable {

  private final TestDatabase database;
  private final ControlConnection control;

  private RunLockHolder(TestDatabase database, ControlConnection control) {
    this.database = database;
    this.control = control;
  }

  static RunLockHolder on(TestDatabase database) throws SQLException {
    ControlConnection control =
        new ControlConnection(
            Connections.to(DatabaseAddress.parse(database.url()), SessionSettings.DEFAULTS).open());
    RunLock lock =
        new Tracker(TrackerSettings.DEFAULT)
            .runLock(control, new StopSignal(), InstantSource.system());
    try {
      lock.acquire(Duration.ZERO);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new RunLockHolder(database, control);
  }

  boolean isHolding() {
    return !database
        .value(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid IN"
                + " (SELECT pid FROM pg_stat_activity WHERE datname = current_database())")
        .equals("0");
  }

  @Override
  public void close() {
    control.close();
  }
}
