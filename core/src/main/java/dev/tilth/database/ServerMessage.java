package dev.tilth.database;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What the server said of a failure, without its detail and context: those quote whole rows and
 * statements, with the secrets in them.
 */
public final class ServerMessage {

  private ServerMessage() {}

  /** One sentence with the SQLSTATE, the constraint where there is one, and the server's hint. */
  public static String of(SQLException e) {
    Optional<ServerErrorMessage> server =
        SqlStates.causes(e).flatMap(cause -> ofServer(cause).stream()).findFirst();
    String message = server.map(ServerErrorMessage::getMessage).orElseGet(() -> ofDriver(e));
    String constraint =
        server.map(ServerErrorMessage::getConstraint).map(", constraint %s"::formatted).orElse("");
    String hint = server.map(ServerErrorMessage::getHint).map(" Hint: %s"::formatted).orElse("");
    return "%s (SQLSTATE %s%s).%s".formatted(message, e.getSQLState(), constraint, hint);
  }

  /** Whether a server, and not the driver, tells this failure. */
  static boolean isIn(SQLException failure) {
    return ofServer(failure).isPresent();
  }

  private static Optional<ServerErrorMessage> ofServer(Throwable cause) {
    return cause instanceof PSQLException postgres
        ? Optional.ofNullable(postgres.getServerErrorMessage())
        : Optional.empty();
  }

  /** The driver's text for a batch has the batch's values in it. */
  private static String ofDriver(SQLException e) {
    return e instanceof BatchUpdateException ? "a batch failed" : oneLine(e.getMessage());
  }

  private static String oneLine(@Nullable String message) {
    return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
