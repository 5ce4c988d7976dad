/**
 * The record in the database of what has taken effect and who did it. Enters: connections, claims,
 * outcomes. Leaves: the state that plans are made of, and the ledger. The database is
 * authoritative; all instants come from it. Only this package writes the tracker's tables. Not
 * thread-safe: one connection, one thread.
 */
@NullMarked
package dev.tilth.track;

import org.jspecify.annotations.NullMarked;
