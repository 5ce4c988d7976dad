package dev.tilth.data;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The fields of a server error (PostgreSQL manual, "Error and Notice Message Fields"), empty where
 * missing.
 */
record ServerError(
    String state, String message, String detail, String where, String column, String constraint) {

  /** Classes of SQLSTATE that are about sessions, locks and resources, not about rows. */
  private static final Set<String> HARMLESS = Set.of("08", "40", "53", "55", "57");

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

  /** Which rule was broken, in words of ours: those of the server may quote values. */
  String discreetReason() {
    String rule =
        switch (state) {
          case "23502" -> "not-null";
          case "23503" -> "foreign key";
          case "23505" -> "unique";
          case "23514" -> "check";
          case "23P01" -> "exclusion";
          default -> "";
        };
    if (rule.isEmpty()) {
      return "the server's reason could quote a masked value and is left out (SQLSTATE %s)"
          .formatted(state);
    }
    String name = constraint.isEmpty() ? "" : " \"%s\"".formatted(constraint);
    return "it violates the %s constraint%s".formatted(rule, name);
  }

  /** The failure without texts of the server that quote values, for whoever logs causes. */
  static SQLException withoutValues(SQLException failure) {
    boolean quotesNothing =
        server(failure).isEmpty() || HARMLESS.contains(of(failure).state().substring(0, 2));
    return quotesNothing
        ? failure
        : new SQLException(
            "The server's message could quote a masked value and is left out",
            failure.getSQLState());
  }

  /** The message, with the values in conflict where the server names them. */
  String reason() {
    boolean namesKey = state.equals("23503") || state.equals("23505");
    String text = namesKey && !detail.isEmpty() ? message + " - " + detail : message;
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
