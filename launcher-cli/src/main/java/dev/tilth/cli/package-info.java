/**
 * The {@code tilth} command. Enters: arguments, environment variables, a working directory. Leaves:
 * one document on standard output, log lines and errors on standard error, or all of it as JSON
 * lines; an exit code. Decides nothing about deployments: it reads its input, calls {@link
 * dev.tilth.Tilth}, prints the outcome.
 */
@NullMarked
package dev.tilth.cli;

import org.jspecify.annotations.NullMarked;
