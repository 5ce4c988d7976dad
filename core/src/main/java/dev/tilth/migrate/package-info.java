/**
 * Applies pending migrations. Enters: scripts and a data source. Leaves: one outcome per script.
 * Flyway resolves, parses, executes and records; its history table is authoritative. Only this
 * package knows Flyway. One thread; the caller holds the run lock.
 */
@NullMarked
package dev.tilth.migrate;

import org.jspecify.annotations.NullMarked;
