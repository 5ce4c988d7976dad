/**
 * Declarative tables. Enters: CSV files, JSON lines or rows from code, and the seeder's
 * transaction. Leaves: rows merged by business key and their exact counts. The database is
 * authoritative for types, keys and references; conversion and comparison happen there. One load
 * belongs to one thread.
 */
@NullMarked
package dev.tilth.data;

import org.jspecify.annotations.NullMarked;
