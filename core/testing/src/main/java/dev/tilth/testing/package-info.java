/**
 * PostgreSQL for tests and development. Enters: a test class's annotation, or a directory. Leaves:
 * databases that nobody else uses, and the check that no connection stays open. The server is
 * authoritative for what is connected. Thread-safe, except that a database belongs to one class.
 */
@NullMarked
package dev.tilth.testing;

import org.jspecify.annotations.NullMarked;
