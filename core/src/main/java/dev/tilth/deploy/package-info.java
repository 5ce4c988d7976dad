/**
 * One deployment from start to end. Enters: a request. Leaves: a report. The steps are those of the
 * packages below; this one only orders them: look, plan, leave early, lock, plan again, migrate,
 * seed, record. One thread per deployment; several may run at once, in one process or many.
 */
@NullMarked
package dev.tilth.deploy;

import org.jspecify.annotations.NullMarked;
