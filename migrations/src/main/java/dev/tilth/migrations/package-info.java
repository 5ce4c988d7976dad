/**
 * The Thrive Portal's schema. Leaves: the scripts under {@code db/migration}, in order, and the
 * jOOQ types that the build generates from them into {@code dev.tilth.migrations.schema}. The
 * scripts are authoritative: one that was released is never edited.
 */
@NullMarked
package dev.tilth.migrations;

import org.jspecify.annotations.NullMarked;
