/**
 * Takes SQL scripts apart. Enters: the text of a script. Leaves: its statements with their lines,
 * and what in them must not run where. Pure text: nothing is executed, no I/O, any thread. The
 * server is authoritative for what it accepts; here is only what has to be known before it is
 * asked.
 */
@NullMarked
package dev.tilth.script;

import org.jspecify.annotations.NullMarked;
