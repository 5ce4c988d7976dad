package dev.tilth.deploy;

import dev.tilth.database.ControlConnection;
import dev.tilth.database.StopSignal;
import dev.tilth.database.WorkingConnections;
import dev.tilth.seed.Deadline;
import dev.tilth.track.RunLock;
import java.time.Instant;
import java.util.Optional;

/**
 * What a run has that writes.
 *
 * @param control for the books and the lock
 * @param workers for the work
 * @param lock empty for a run that keeps nobody off
 * @param patience until when it waits for others
 * @param deadline when it has to end
 */
record ActiveRun(
    ControlConnection control,
    WorkingConnections workers,
    StopSignal stop,
    Optional<RunLock> lock,
    Instant patience,
    Deadline deadline) {}
