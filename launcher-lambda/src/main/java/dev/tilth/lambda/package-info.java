/**
 * The AWS Lambda handler. Enters: a request as JSON, settings as environment variables. Leaves: a
 * report as JSON, or an exception that fails the invocation.
 */
@NullMarked
package dev.tilth.lambda;

import org.jspecify.annotations.NullMarked;
