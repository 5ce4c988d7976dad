/**
 * Checks of a service's own seeders. Enters: a deployment as a function of a database's URL.
 * Leaves: nothing, or an error that says which rows differ and what is wrong with a seeder of which
 * this is true. The databases' content is authoritative, never what a deployment says of itself. A
 * check runs in the thread of the test and in some of its own, which end with it.
 */
@NullMarked
package dev.tilth.testing.kit;

import org.jspecify.annotations.NullMarked;
