/**
 * What an environment permits. Enters: the environment, the trigger, what the database says of
 * itself. Leaves: a decision, or a refusal that names the rule. Pure: no I/O, no SQL, any thread.
 * The database is authoritative for which environment it is, the configuration for what that
 * permits.
 */
@NullMarked
package dev.tilth.policy;

import org.jspecify.annotations.NullMarked;
