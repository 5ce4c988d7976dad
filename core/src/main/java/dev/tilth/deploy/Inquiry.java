package dev.tilth.deploy;

import dev.tilth.database.ControlConnection;
import dev.tilth.database.SqlStates;
import dev.tilth.database.StopSignal;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a database, and tells its failures as Tilth does. A connection that is lost after the stop
 * was broken off because of it: then that is what is told.
 */
record Inquiry(Target target, StopSignal stop) {

  private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);

  /** Does this with a connection that was opened for a look, and closes it. */
  <T> T look(DatabaseWork<T> work) {
    Connection look = target.connections().openForLook(stop);
    try {
      return ask(() -> work.on(look));
    } finally {
      new ControlConnection(look).close();
    }
  }

  /** Does this, with whatever connections it opens. */
  <T> T ask(Question<T> question) {
    try {
      return question.answer();
    } catch (SQLException e) {
      checkBrokenOff(e);
      throw new DatabaseFailedException(target.display(), e);
    } catch (DataAccessException e) {
      checkBrokenOff(e);
      throw DatabaseFailedException.of(target.display(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedDeploymentException(e);
    }
  }

  private void checkBrokenOff(Exception failure) {
    if (SqlStates.find(failure, SqlStates::isConnectionLoss).isPresent()) {
      LOG.debug("A connection is lost.", failure);
      stop.check();
    }
  }

  /** What is done with one connection. */
  interface DatabaseWork<T> {
    T on(Connection control) throws SQLException, InterruptedException;
  }

  /** What is done with several. */
  interface Question<T> {
    T answer() throws SQLException, InterruptedException;
  }
}
