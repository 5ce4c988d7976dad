/**
 * Seeders as files. Enters: the files of one folder. Leaves: which of them belong to which seeder,
 * and the seeders that are SQL scripts. What stands beside a file in a configuration is read by
 * {@code dev.tilth.config}. The folder is authoritative: nothing outside of it is looked at. One
 * thread.
 */
@NullMarked
package dev.tilth.catalog;

import org.jspecify.annotations.NullMarked;
