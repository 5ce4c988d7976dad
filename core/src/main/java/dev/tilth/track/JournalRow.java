package dev.tilth.track;

/**
 * The last attempt at a script that runs outside a transaction.
 *
 * @param script the file name
 * @param checksum of the script that was tried, as the history has it
 * @param kind what its statement does
 * @param target the statement's beginning, up to the object that it is about
 * @param stateBefore the catalogue on that object before the attempt
 */
public record JournalRow(
    String script, int checksum, String kind, String target, String stateBefore) {}
