package dev.tilth.seed;

import dev.tilth.database.RetryPolicy;
import dev.tilth.database.StopSignal;
import dev.tilth.track.StepPlaces;
import java.time.InstantSource;

/**
 * How the seeders of one run get along with others.
 *
 * @param locked whether the run holds the run lock
 * @param patience how long they wait for others
 * @param retries how often they are tried again
 * @param stop ends them and every wait
 * @param clock measures durations
 * @param rivals whom they wait for
 * @param seen what somebody has seen that they do
 * @param places in the ledger
 * @param pace how many of them are at work at once, and until when
 */
public record SeedingTerms(
    boolean locked,
    Patience patience,
    RetryPolicy retries,
    StopSignal stop,
    InstantSource clock,
    Rivals rivals,
    SeenRows seen,
    StepPlaces places,
    Pace pace) {}
