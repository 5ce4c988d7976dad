/** Tests of the command line: its parts by themselves, and the distribution as a process. */
@NullMarked
package dev.tilth.cli;

import org.jspecify.annotations.NullMarked;
