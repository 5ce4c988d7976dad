package dev.tilth.migrate;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The one statement of a script that runs outside a transaction. Whether it took effect when nobody
 * saw its end, the catalogue tells: each sort of statement reads it in its own way.
 */
sealed interface LoneStatement
    permits CreateIndex, DropIndex, Reindex, DetachPartition, Repeating, Opaque {

  /** What it does, in the journal's word. */
  String kind();

  /**
   * Its beginning up to the object that it is about, without values. {@link LoneStatements} reads
   * it again as a statement of the same kind on the same object.
   */
  String head();

  /**
   * The catalogue on its object now, for the journal.
   *
   * @param connection in auto-commit mode
   * @throws UndecidedMigrationException if it could not be told afterwards what the statement did
   */
  String state(Connection connection, String script) throws SQLException;

  /**
   * Finds out what came of an attempt and takes away what it left half-done.
   *
   * @param connection in auto-commit mode, without a limit on waiting for locks
   * @throws UndecidedMigrationException if a person must decide
   */
  Next reconcile(Connection connection, Attempt attempt) throws SQLException;

  /**
   * Takes away what an attempt left half-done that is not gone on with, since the script is about
   * something else now, or is not there any more.
   *
   * @throws UndecidedMigrationException if a person must decide
   */
  void abandon(Connection connection, Attempt attempt) throws SQLException;

  /**
   * Looks at what the statement did.
   *
   * @throws UndecidedMigrationException if it is not what it should have done
   */
  default void verify(Connection connection, String script) throws SQLException {}

  /** How a script goes on. */
  enum Next {
    RUN,
    /** It has taken effect: it is only recorded. */
    RECORD
  }

  /**
   * An attempt whose end nobody saw, or that failed.
   *
   * @param before the catalogue on the object before the first attempt
   * @param failed whether the server reported an error
   */
  record Attempt(String script, String before, boolean failed) {

    /** The beginning of a sentence about it. */
    String story() {
      return (failed
              ? "An earlier attempt at migration %s failed"
              : "Nobody saw the end of an earlier attempt at migration %s")
          .formatted(script);
    }
  }
}
