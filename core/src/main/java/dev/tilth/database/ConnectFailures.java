package dev.tilth.database;

import dev.tilth.spi.TilthException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Tells the ways in which a connection can fail apart. */
final class ConnectFailures {

  private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");

  private ConnectFailures() {}

  /** Not for a refused password: what is tried then is another's business. */
  static TilthException describe(
      DatabaseAddress address, SessionSettings settings, SQLException failure) {
    if (isOfEncryption(failure)) {
      return new EncryptionFailedException(address, sentence(failure), failure);
    }
    return switch (SqlStates.of(failure)) {
      case SqlStates.INVALID_AUTHORIZATION,
          SqlStates.INSUFFICIENT_PRIVILEGE,
          SqlStates.CONNECTION_REJECTED ->
          new LoginRejectedException(address, failure);
      case SqlStates.INVALID_CATALOG_NAME -> new UnknownDatabaseException(address, failure);
      case SqlStates.TOO_MANY_CONNECTIONS, SqlStates.CANNOT_CONNECT_NOW ->
          new ServerBusyException(address, failure);
      default -> new ServerUnreachableException(address, observed(failure, settings), failure);
    };
  }

  /** The driver's own words, in any language, and not those of a server that rejects the log-in. */
  private static boolean isOfEncryption(SQLException failure) {
    boolean said = failure instanceof PSQLException e && e.getServerErrorMessage() == null;
    return said
        && (String.valueOf(failure.getMessage()).contains("SSL")
            || failure.getCause() instanceof SSLException);
  }

  private static String observed(SQLException failure, SessionSettings settings) {
    @Nullable Throwable cause = failure;
    while (cause != null) {
      @Nullable String known = known(cause, settings);
      if (known != null) {
        return known;
      }
      cause = cause.getCause();
    }
    return sentence(failure);
  }

  private static @Nullable String known(Throwable cause, SessionSettings settings) {
    return switch (cause) {
      case UnknownHostException e -> "the host name cannot be resolved.";
      case NoRouteToHostException e -> "there is no route to the host.";
      case ConnectException e -> "the connection was refused.";
      case SocketTimeoutException e ->
          "there was no answer within %d s.".formatted(settings.connectTimeout().toSeconds());
      default -> null;
    };
  }

  /** The server's own message if it sent one, on one line, with a full stop. */
  static String sentence(SQLException failure) {
    @Nullable ServerErrorMessage server =
        failure instanceof PSQLException e ? e.getServerErrorMessage() : null;
    @Nullable String message = server == null ? failure.getMessage() : server.getMessage();
    String line = LINE_BREAKS.matcher(String.valueOf(message).strip()).replaceAll(" ");
    return line.endsWith(".") ? line : line + ".";
  }
}
