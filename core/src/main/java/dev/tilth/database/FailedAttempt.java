package dev.tilth.database;

import java.time.Duration;

/**
 * An attempt of a step that failed and was followed by another one.
 *
 * @param reason what was observed, as a sentence without values
 * @param pause the wait before the next attempt
 */
public record FailedAttempt(String reason, Duration pause) {}
