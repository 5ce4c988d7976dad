package dev.tilth.deploy;

import dev.tilth.policy.Environments;
import dev.tilth.seed.ChunkProgress;
import dev.tilth.spi.SeederSettings;
import dev.tilth.track.RunOrigin;
import dev.tilth.track.TrackerSettings;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How deployments are made.
 *
 * @param environments the known ones with their policies
 * @param tracker where the records stand, Flyway's history among them
 * @param seeders the settings of a seeder, by its name
 * @param locking how a run keeps others off
 * @param limits what a run may take
 * @param progress told of what seeders in chunks have written, as {@link
 *     dev.tilth.seed.Pace#progress} is
 * @param origin who runs this, for the ledger
 * @param transactionalOnly whether a run is refused that has a script to apply outside a
 *     transaction
 */
public record DeploySettings(
    Environments environments,
    TrackerSettings tracker,
    Function<String, SeederSettings> seeders,
    Locking locking,
    Limits limits,
    Consumer<ChunkProgress> progress,
    RunOrigin origin,
    boolean transactionalOnly) {}
