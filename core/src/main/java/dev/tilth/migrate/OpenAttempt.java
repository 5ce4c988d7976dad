package dev.tilth.migrate;

import dev.tilth.track.JournalRow;

/**
 * An attempt of the journal that the history does not know as a success.
 *
 * @param failed whether the history has its failure: the server had reported an error
 */
record OpenAttempt(JournalRow row, boolean failed) {

  String script() {
    return row.script();
  }

  /** Whether this statement is the one that was tried, on the same object. */
  boolean isOf(LoneStatement statement) {
    return row.kind().equals(statement.kind()) && row.target().equals(statement.head());
  }

  /** The statement that was tried, as far as the journal has it. */
  LoneStatement tried() {
    return LoneStatements.ofHead(row.target());
  }

  LoneStatement.Attempt attempt() {
    return new LoneStatement.Attempt(row.script(), row.stateBefore(), failed);
  }
}
