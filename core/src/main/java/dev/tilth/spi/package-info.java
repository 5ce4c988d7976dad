/**
 * What an author writes: seeders, catalogs and migration sources, and stores of secrets. Enters:
 * the context Tilth hands to a seeder. Leaves: specifications and rows. The author is authoritative
 * for names, modes and versions; nothing here opens a connection. Implementations are called by one
 * thread at a time, stores by several.
 */
@NullMarked
package dev.tilth.spi;

import org.jspecify.annotations.NullMarked;
