/**
 * What a run would do. Enters: the content of this build, the record of what the database has, the
 * environment's policy, a selection. Leaves: a plan, or every reason against one at once. Pure: no
 * I/O, no SQL, any thread. The database's record is authoritative; this package owns its shape.
 */
@NullMarked
package dev.tilth.plan;

import org.jspecify.annotations.NullMarked;
