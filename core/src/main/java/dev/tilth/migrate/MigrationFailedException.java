package dev.tilth.migrate;

import dev.tilth.database.Literals;
import dev.tilth.database.ServerMessage;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;

/** A script could not be applied. What it did in a transaction is undone. */
public final class MigrationFailedException extends TilthException {

  private static final long serialVersionUID = 1L;

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
    Optional<Place> place =
        failure
            .find(FlywaySqlScriptException.class)
            .map(found -> new Place(found.getStatement(), found.getLineNumber()));
    Optional<SQLException> sql = failure.sql();
    String where = place.map(p -> " at line %d".formatted(p.line(sql))).orElse("");
    String statement = place.map(p -> " Statement: %s.".formatted(p.abbreviated())).orElse("");
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

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public FailureKind kind() {
    return kind;
  }
}
