/**
 * The Thrive Portal's reference data, one seeder per kind with its CSV file beside it, and the
 * first administrators. Enters: those files, and for the administrators settings and secrets.
 * Leaves: rows. The files are authoritative for the rows they name, the database for all others.
 */
@NullMarked
package dev.tilth.seeders;

import org.jspecify.annotations.NullMarked;
