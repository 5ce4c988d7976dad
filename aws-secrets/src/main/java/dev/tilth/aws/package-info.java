/**
 * Secrets from AWS Secrets Manager. Enters: the name or ARN of a secret. Leaves: its text, or a
 * failure that names the permission or setting that is missing. Secrets Manager is authoritative;
 * nothing is kept here. May be used by several threads.
 */
@NullMarked
package dev.tilth.aws;

import org.jspecify.annotations.NullMarked;
