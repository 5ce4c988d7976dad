/**
 * Runs seeders. Enters: a plan's steps and the seeders themselves. Leaves: one outcome for each.
 * The claim in the tracker is authoritative. Every seeder has its own transaction on its own
 * connection; one thread.
 */
@NullMarked
package dev.tilth.seed;

import org.jspecify.annotations.NullMarked;
