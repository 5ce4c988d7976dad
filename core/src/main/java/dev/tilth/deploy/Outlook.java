package dev.tilth.deploy;

import dev.tilth.plan.DatabaseState;
import dev.tilth.plan.Plan;

/**
 * A plan, and the state of the database that it was made from.
 *
 * @param steps what is to be done
 */
record Outlook(Plan steps, DatabaseState state) {}
