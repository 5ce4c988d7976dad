package dev.tilth.config;

import dev.tilth.database.DatabaseAddress;
import dev.tilth.database.SessionSettings;
import dev.tilth.track.TrackerSettings;
import java.util.Optional;

/**
 * Where to, and how.
 *
 * @param address the database; empty where nothing was said
 * @param direct the same database without the pooler that {@code address} leads to
 * @param session how sessions are set
 * @param tracker where the records stand
 */
public record DatabaseSettings(
    Optional<DatabaseAddress> address,
    Optional<DatabaseAddress> direct,
    SessionSettings session,
    TrackerSettings tracker) {}
