package dev.tilth.seed;

import dev.tilth.database.ServerMessage;
import dev.tilth.database.SqlStates;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;

/** A seeder threw, or wanted what is not permitted; its rows and its claim are gone. */
public final class SeederFailedException extends TilthException {

  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  SeederFailedException(String seeder, Throwable cause) {
    this(
        "Seeder %s failed and was rolled back; nothing of this attempt is written."
            .formatted(seeder),
        "",
        seeder,
        cause);
  }

  private SeederFailedException(String failed, String next, String seeder, Throwable cause) {
    super(what(failed, seeder, telling(cause)) + swallowed(cause) + next, cause);
    kind = kind(telling(cause));
  }

  /** What the other chunks have written stays. */
  static SeederFailedException inChunk(String seeder, int chunk, int count, Throwable cause) {
    return new SeederFailedException(inChunk(seeder, chunk, count), "", seeder, cause);
  }

  /** The same of one that runs once: a source that is corrected is not the one it has begun. */
  static SeederFailedException inChunkOnce(String seeder, int chunk, int count, Throwable cause) {
    String next =
        (" It runs once, and what is corrected in its source is other content: run with --force %s,"
                + " which begins with the first chunk of that and leaves rows alone that are right"
                + " already.")
            .formatted(seeder);
    return new SeederFailedException(inChunk(seeder, chunk, count), next, seeder, cause);
  }

  private static String inChunk(String seeder, int chunk, int count) {
    return "Seeder %s failed in chunk %d of %d, which was rolled back; chunks that are done stay."
        .formatted(seeder, chunk, count);
  }

  private static String what(String failed, String seeder, Throwable cause) {
    return switch (kind(cause)) {
      case DECISION_NEEDED -> String.valueOf(cause.getMessage());
      case REFUSED ->
          "Seeder %s was refused and rolled back; nothing of it is written. %s"
              .formatted(seeder, reason(cause));
      default -> "%s %s".formatted(failed, reason(cause));
    };
  }

  /** Of those that need a decision the rows are not simply gone. */
  private static FailureKind kind(Throwable cause) {
    return cause instanceof TilthException known
            && (known.kind() == FailureKind.DECISION_NEEDED || known.kind() == FailureKind.REFUSED)
        ? known.kind()
        : FailureKind.FAILED;
  }

  /** The driver gives the error that aborted a transaction as the cause of all that follow. */
  private static String swallowed(Throwable cause) {
    return SqlStates.find(cause, next -> SqlStates.of(next).equals(SqlStates.IN_FAILED_TRANSACTION))
            .isPresent()
        ? " The seeder caught that error and went on, but after an error a transaction takes no"
            + " more statements: put what may fail into DSLContext.transaction, a savepoint."
        : "";
  }

  /**
   * The first failure of Tilth in the chain, else the root: what stands between wraps it, and
   * jOOQ's wrapper quotes the statement with its values.
   */
  private static Throwable telling(Throwable cause) {
    Throwable next = cause;
    while (!(next instanceof TilthException) && next.getCause() != null) {
      next = next.getCause();
    }
    return next;
  }

  private static String reason(Throwable cause) {
    String message = String.valueOf(cause.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    return switch (cause) {
      case TilthException known -> message;
      case SQLException sql when SqlStates.of(sql).equals(SqlStates.QUERY_CANCELED) ->
          ServerMessage.of(sql)
              + " If a limit struck, it is tilth.database.statement-timeout: raise it where the"
              + " work needs that.";
      case SQLException sql -> ServerMessage.of(sql);
      default -> "%s: %s".formatted(cause.getClass().getSimpleName(), message);
    };
  }

  @Override
  public FailureKind kind() {
    return kind;
  }
}
