package dev.tilth.migrate;

import dev.tilth.database.Literals;
import dev.tilth.database.ServerMessage;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A script could not be applied. What it did in a transaction is undone. */
public final class MigrationFailedException extends TilthException {

  private static final long serialVersionUID = 1L;
  private static final int STATEMENT_LENGTH = 300;

  private final FailureKind kind;

  private MigrationFailedException(String message, Failure failure) {
    super(message, failure.thrown());
    this.kind = failure.isConnectionLoss() ? FailureKind.DATABASE_UNREACHABLE : FailureKind.FAILED;
  }

  /**
   * Finds out what the server said, which statement of which line it said it of; a failure that
   * Tilth has named already, such as no connection, stays what it is.
   */
  static TilthException of(Failure failure, Circumstances circumstances) {
    if (failure.known().isPresent()) {
      return failure.known().get();
    }
    if (failure.isWithoutHistory()) {
      return new VersionZeroException(circumstances.script());
    }
    Optional<FlywaySqlScriptException> place = failure.find(FlywaySqlScriptException.class);
    Optional<SQLException> sql = failure.sql();
    String where = place.map(p -> " at line %d".formatted(line(p, sql))).orElse("");
    String statement =
        place.map(p -> " Statement: %s.".formatted(abbreviated(p.getStatement()))).orElse("");
    return new MigrationFailedException(
        "Migration %s failed%s: %s%s %s The later ones were not begun."
            .formatted(
                circumstances.script(),
                where,
                said(failure),
                statement,
                circumstances.advice(failure)),
        failure);
  }

  /** Where it came between a script that was applied and recorded, and the next one. */
  static TilthException beforeItBegan(String script, String applied, Failure failure) {
    return failure
        .known()
        .orElseGet(() ->
            new MigrationFailedException(
                ("Migration %s was not begun: %s had been applied and recorded, and then this"
                        + " failed: %s What was applied stays; see what %s does to its own session,"
                        + " and run again.")
                    .formatted(script, applied, said(failure), applied),
                failure));
  }

  private static String said(Failure failure) {
    return failure
        .sql()
        .map(ServerMessage::of)
        .orElseGet(() -> Literals.withoutTexts(firstLine(failure.thrown())));
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
    String oneLine = Literals.withoutTexts(statement).strip().replaceAll("\\s+", " ");
    return oneLine.length() <= STATEMENT_LENGTH
        ? oneLine
        : oneLine.substring(0, STATEMENT_LENGTH) + " ...";
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public FailureKind kind() {
    return kind;
  }
}
