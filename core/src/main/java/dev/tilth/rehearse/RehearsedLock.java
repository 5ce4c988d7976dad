package dev.tilth.rehearse;

/**
 * A lock that a step took on a relation which was there before the rehearsal. Others wait for it
 * until the step's transaction ends.
 *
 * @param relation schema and name
 * @param mode the strongest one
 */
public record RehearsedLock(String relation, LockMode mode) {}
