package dev.tilth.track;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of the ledger.
 *
 * @param reason why, in the words of the person who ran it
 * @param planHash of the plan that it was held to
 * @param outcome {@code running}, {@code done}, {@code failed}, {@code interrupted}, {@code
 *     incomplete}
 * @param vanished whether it is said to be running, but the server process that it began with is
 *     gone: its process ended without a word, and the next run closes the entry
 * @param migrations how many were applied
 * @param seeders how many were applied
 */
public record RunRecord(
    UUID id,
    String environment,
    String command,
    String trigger,
    Optional<String> reason,
    Optional<String> planHash,
    RunOrigin origin,
    String outcome,
    boolean vanished,
    int migrations,
    int seeders,
    Instant startedAt,
    Optional<Instant> finishedAt,
    Optional<String> error) {}
