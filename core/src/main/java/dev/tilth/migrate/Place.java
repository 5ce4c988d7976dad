package dev.tilth.migrate;

import dev.tilth.database.Literals;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Where a script failed.
 *
 * @param line the statement's first line in the script
 */
record Place(String statement, int line) {

  private static final int STATEMENT_LENGTH = 300;

  /**
   * The statement's first line and, where the server points into the statement, the lines to it.
   */
  int line(Optional<SQLException> failure) {
    int position = failure.flatMap(Place::serverMessage).map(m -> m.getPosition()).orElse(0);
    int end = Math.max(0, Math.min(position - 1, statement.length()));
    return line + (int) statement.substring(0, end).chars().filter(c -> c == '\n').count();
  }

  private static Optional<ServerErrorMessage> serverMessage(SQLException e) {
    return e instanceof PSQLException postgres
        ? Optional.ofNullable(postgres.getServerErrorMessage())
        : Optional.empty();
  }

  /** The statement on one line, without its texts. */
  String abbreviated() {
    String oneLine = Literals.withoutTexts(statement).strip().replaceAll("\\s+", " ");
    return oneLine.length() <= STATEMENT_LENGTH
        ? oneLine
        : oneLine.substring(0, STATEMENT_LENGTH) + " ...";
  }
}
