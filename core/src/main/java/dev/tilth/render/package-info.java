/**
 * Prints what the packages below found out. Enters: their records. Leaves: one document as a
 * string. Decides nothing, asks nobody, and repeats only texts from which their authors kept
 * secrets. Times are UTC. Everything is immutable and may be used by several threads.
 */
@NullMarked
package dev.tilth.render;

import org.jspecify.annotations.NullMarked;
