/**
 * Faults for tests of whatever uses PostgreSQL: connections that break at a chosen message, poolers
 * in between, hosts that vanish. Enters: a test's database. Leaves: an address that leads to it
 * through the fault. The server is authoritative for who is connected to it. Thread-safe; whoever
 * starts something closes it, and nothing outlives that.
 */
@NullMarked
package dev.tilth.testing.faults;

import org.jspecify.annotations.NullMarked;
