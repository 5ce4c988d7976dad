package dev.tilth.plan;

/**
 * A row of the tracker: content of a seeder that took effect here and was then replaced.
 *
 * @param checksum never the one of the seeder's present row
 */
public record SupersededSeed(String seeder, String checksum) {}
