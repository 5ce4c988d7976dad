package dev.tilth.migrate;

import dev.tilth.database.ServerMessage;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A script could not be applied. What it did in a transaction is undone. */
public final class MigrationFailedException extends TilthException {

  private static final long serialVersionUID = 1L;
  private static final int STATEMENT_LENGTH = 300;

  /** Any of them may be a secret: quoted, with escapes, or between dollars. */
  private static final Pattern LITERAL =
      Pattern.compile("(?s)[eE]'(?:[^'\\\\]|''|\\\\.)*'|'(?:[^']|'')*'|\\$(\\w*)\\$.*?\\$\\1\\$");

  private static final String ELLIPSIS = "'...'";

  private MigrationFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Finds out what the server said, which statement of which line it said it of; a failure that
   * Tilth has named already, such as no connection, stays what it is.
   */
  static TilthException of(String script, Exception cause) {
    Optional<TilthException> known = inChain(cause, TilthException.class);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<FlywaySqlScriptException> place = inChain(cause, FlywaySqlScriptException.class);
    Optional<SQLException> sql = inChain(cause, SQLException.class);
    String where = place.map(p -> " at line %d".formatted(line(p, sql))).orElse("");
    String what =
        sql.map(ServerMessage::of)
            .orElseGet(() -> LITERAL.matcher(firstLine(cause)).replaceAll(ELLIPSIS));
    String statement =
        place.map(p -> " Statement: %s.".formatted(abbreviated(p.getStatement()))).orElse("");
    return new MigrationFailedException(
        "Migration %s failed%s: %s%s %s The later ones were not begun."
            .formatted(script, where, what, statement, consequence(cause)),
        cause);
  }

  private static String consequence(Exception cause) {
    boolean undone =
        inChain(cause, FlywayMigrateException.class)
            .map(FlywayMigrateException::isExecutableInTransaction)
            .orElse(true);
    return undone
        ? "Its transaction was rolled back; correct the script and run again."
        : "It runs outside a transaction: what its statements had done by then is still there.";
  }

  /**
   * The statement's first line and, where the server points into the statement, the lines to it.
   */
  private static int line(FlywaySqlScriptException place, Optional<SQLException> sql) {
    int position =
        sql.flatMap(MigrationFailedException::serverMessage).map(m -> m.getPosition()).orElse(0);
    String statement = place.getStatement();
    int end = Math.max(0, Math.min(position - 1, statement.length()));
    long lines = statement.substring(0, end).chars().filter(c -> c == '\n').count();
    return place.getLineNumber() + (int) lines;
  }

  private static Optional<ServerErrorMessage> serverMessage(SQLException e) {
    return e instanceof PSQLException postgres
        ? Optional.ofNullable(postgres.getServerErrorMessage())
        : Optional.empty();
  }

  private static String abbreviated(String statement) {
    String oneLine =
        LITERAL.matcher(statement).replaceAll(ELLIPSIS).strip().replaceAll("\\s+", " ");
    return oneLine.length() <= STATEMENT_LENGTH
        ? oneLine
        : oneLine.substring(0, STATEMENT_LENGTH) + " ...";
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static <T extends Throwable> Optional<T> inChain(Throwable cause, Class<T> type) {
    for (Throwable next = cause; next != null; next = next.getCause()) {
      if (type.isInstance(next)) {
        return Optional.of(type.cast(next));
      }
    }
    return Optional.empty();
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
