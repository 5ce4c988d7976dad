package dev.tilth.migrate;

import dev.tilth.database.Blocker;
import dev.tilth.database.ControlConnection;
import dev.tilth.database.StopSignal;
import dev.tilth.database.WorkingConnections;
import dev.tilth.track.Journal;
import java.util.Optional;
import java.util.UUID;

/**
 * What a deployment gives to its migrations.
 *
 * @param runId for the journal
 * @param workers Flyway's connections
 * @param control for the journal and the history; its session has the run lock
 * @param fence keeps others off
 */
public record Worksite(
    UUID runId,
    WorkingConnections workers,
    ControlConnection control,
    Journal journal,
    StopSignal stop,
    Fence fence,
    Lookout lookout) {

  /** Sees who is in the way of the work. */
  public interface Lookout {

    /** Who was last seen since the last call. */
    Optional<Blocker> takeBlocker();
  }
}
