/**
 * PostgreSQL from the binaries on the class path. Enters: a major version and a directory. Leaves:
 * a running server and its port. The data directory's postmaster.pid, checked against the living
 * process, is authoritative for what runs. Not thread-safe: callers lock the directory.
 */
@NullMarked
package dev.tilth.testing.embedded;

import org.jspecify.annotations.NullMarked;
