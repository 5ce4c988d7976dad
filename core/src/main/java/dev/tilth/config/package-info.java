/**
 * Reads the configuration. Enters: command-line values, environment variables, a HOCON file.
 * Leaves: one immutable tree of records, or every problem at once. The settings records and their
 * limits belong to the packages that they set; HOCON types never leave this one. Any thread.
 */
@NullMarked
package dev.tilth.config;

import org.jspecify.annotations.NullMarked;
