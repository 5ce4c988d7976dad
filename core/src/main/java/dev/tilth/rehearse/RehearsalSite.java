package dev.tilth.rehearse;

import dev.tilth.database.ControlConnection;
import dev.tilth.database.StopSignal;
import dev.tilth.database.WorkingConnections;
import dev.tilth.migrate.Worksite;
import java.time.InstantSource;

/**
 * Where a rehearsal takes place.
 *
 * @param workers without a lock of the run's
 * @param control sees the locks of the rehearsal, and what is committed
 * @param stop ends it
 * @param lookout sees who is in its way
 * @param clock measures durations
 */
public record RehearsalSite(
    WorkingConnections workers,
    ControlConnection control,
    StopSignal stop,
    Worksite.Lookout lookout,
    InstantSource clock) {}
