package dev.tilth.deploy;

import dev.tilth.database.ControlConnection;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.exception.DataAccessException;

/** Asks a database, and tells its failures as Tilth does. */
record Inquiry(Target target) {

  /** Does this with a connection that was opened for a look, and closes it. */
  <T> T look(DatabaseWork<T> work) {
    Connection look = target.connections().openForLook();
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
      throw new DatabaseFailedException(target.display(), e);
    } catch (DataAccessException e) {
      throw DatabaseFailedException.of(target.display(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedDeploymentException(e);
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
