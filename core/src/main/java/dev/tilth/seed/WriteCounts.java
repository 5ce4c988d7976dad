package dev.tilth.seed;

import dev.tilth.spi.RowCounts;
import java.util.Optional;

/**
 * What a seeder wrote.
 *
 * @param rows empty where the server does not count
 * @param exact whether all of it went through declarative tables, which count exactly
 */
record WriteCounts(Optional<RowCounts> rows, boolean exact) {}
