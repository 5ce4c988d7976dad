package dev.tilth.migrate;

import dev.tilth.database.RetryPolicy;
import java.time.Duration;

/**
 * What a migration may take.
 *
 * @param nonTransactional how long a statement outside a transaction may run, its waits included
 * @param retries how often a script is tried again that failed for a reason which passes
 */
public record MigrationLimits(Duration nonTransactional, RetryPolicy retries) {}
