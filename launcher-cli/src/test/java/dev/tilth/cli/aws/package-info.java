/**
 * Holds the definitions for AWS to what {@code docs/security.md} says of them. Enter the files of
 * {@code launcher-cli/aws}; nothing of AWS is reached.
 */
@NullMarked
package dev.tilth.cli.aws;

import org.jspecify.annotations.NullMarked;
