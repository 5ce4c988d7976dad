package dev.tilth.track;

import java.util.UUID;

/**
 * A step's entry in the ledger.
 *
 * @param runId the run that did it
 * @param place among the steps of the run, from 1: {@link StepPlaces}
 */
public record StepEntry(UUID runId, int place, StepRecord step) {}
