/**
 * What a database's schema is, in words that two databases can be compared by. Enters: an idle
 * connection and what to leave out. Leaves: a sorted, immutable snapshot, its text and its hash.
 * The server's catalogue is authoritative; nothing is written. A reader may be shared by threads.
 */
@NullMarked
package dev.tilth.snapshot;

import org.jspecify.annotations.NullMarked;
