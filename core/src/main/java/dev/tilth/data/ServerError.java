package dev.tilth.data;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The fields of a server error (PostgreSQL manual, "Error and Notice Message Fields"), empty where
 * missing.
 */
record ServerError(
    String state, String message, String detail, String where, String column, String constraint) {

  static ServerError of(SQLException failure) {
    String state = text(failure.getSQLState());
    return server(failure)
        .map(error ->
            new ServerError(
                state,
                text(error.getMessage()),
                text(error.getDetail()),
                text(error.getWhere()),
                text(error.getColumn()),
                text(error.getConstraint())))
        .orElseGet(() -> new ServerError(state, text(failure.getMessage()), "", "", "", ""));
  }

  private static Optional<ServerErrorMessage> server(SQLException failure) {
    return failure instanceof PSQLException error
        ? Optional.ofNullable(error.getServerErrorMessage())
        : Optional.empty();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /**
   * Whether a row is to blame (data exception, integrity violation, check option, an exception that
   * a function raised), and not the session, the server or a rival.
   */
  boolean concernsData() {
    return state.startsWith("22")
        || state.startsWith("23")
        || state.startsWith("44")
        || state.startsWith("P0");
  }

  /** The message, with the values in conflict where the server names them. */
  String reason() {
    boolean namesKey = state.equals("23503") || state.equals("23505");
    String text = namesKey && !detail.isEmpty() ? message + " - " + detail : message;
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
