package dev.tilth.plan;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of the tracker: a seeder that has taken effect.
 *
 * @param attempt the attempt that wrote the row; a claim replaces exactly the row that was seen
 * @param finishedAt the server's time at its end, or at its claim while it is not done
 * @param done false only where a seeder's own SQL committed its claim before its end
 */
public record AppliedSeed(
    String name, int version, String checksum, UUID attempt, Instant finishedAt, boolean done) {}
