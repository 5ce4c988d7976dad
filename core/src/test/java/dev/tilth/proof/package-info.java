/**
 * Proofs that a migration or seeder takes effect once, whatever happens to the run, its
 * connections, its process, its host and its rivals. Long forms and properties: docs/testing.md.
 */
@NullMarked
package dev.tilth.proof;

import org.jspecify.annotations.NullMarked;
