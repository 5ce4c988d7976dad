package dev.tilth.seed;

import dev.tilth.spi.RowCounts;

/**
 * What a seeder wrote.
 *
 * @param exact whether all of it went through declarative tables, which count exactly
 */
record WriteCounts(RowCounts rows, boolean exact) {}
