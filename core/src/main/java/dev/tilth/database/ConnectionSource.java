package dev.tilth.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections come from. */
interface ConnectionSource {

  /**
   * Opens one, in auto-commit mode.
   *
   * @param complete whether {@link #complete} is done with it; otherwise it costs no round trip
   *     after the log-in where that is possible
   * @param stop what needs no connection any more is told its reason while a log-in is fetched
   */
  Connection open(boolean complete, StopSignal stop);

  /**
   * Gives the session what the log-in could not carry and learns whether a pooler stands between; a
   * session that may be another client's next is not changed.
   *
   * @return the connection to go on with, and to close
   */
  Connection complete(Connection connection) throws SQLException;

  /** What a session must be given again when all that was set since its log-in has been undone. */
  SessionVariables afterReset();

  /** Whether sessions may be another client's after each transaction: known after the first one. */
  boolean throughPooler();
}
