package dev.tilth.seed;

import java.util.UUID;

/**
 * A commit whose answer never came.
 *
 * @param attempt what the record says if it was committed
 * @param counts what was written then
 */
record Doubt(UUID attempt, WriteCounts counts) {}
