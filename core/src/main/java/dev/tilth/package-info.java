/**
 * Tilth: schema migrations and seed data for PostgreSQL, each exactly once. {@link dev.tilth.Tilth}
 * is the entry point; authors implement {@link dev.tilth.spi}. The database is authoritative for
 * what has been applied.
 */
@NullMarked
package dev.tilth;

import org.jspecify.annotations.NullMarked;
