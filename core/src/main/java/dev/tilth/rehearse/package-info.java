/**
 * Tries a plan out in one transaction that is always rolled back. Enters: a plan and the content.
 * Leaves: one result for each step, with rows, locks and failures. The database is authoritative:
 * everything is really done. Holds no lock of Tilth's, claims and records nothing. One thread.
 */
@NullMarked
package dev.tilth.rehearse;

import org.jspecify.annotations.NullMarked;
