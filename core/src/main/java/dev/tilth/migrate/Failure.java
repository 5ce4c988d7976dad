package dev.tilth.migrate;

import dev.tilth.database.Blocker;
import dev.tilth.database.ServerBusyException;
import dev.tilth.database.ServerMessage;
import dev.tilth.database.SqlStates;
import dev.tilth.database.WorkerNotReadyException;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Predicate;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;

/**
 * What Flyway threw, and what was thrown below it.
 *
 * @param reported the server's error on a statement, where Flyway threw what came after it
 */
record Failure(RuntimeException thrown, Optional<SQLException> reported) {

  /** Flyway threw the server's error itself, or there was none. */
  Failure(RuntimeException thrown) {
    this(thrown, Optional.empty());
  }

  /**
   * Records the failure of a script outside a transaction: on a connection that the first error has
   * ended, that is a second error.
   */
  static Failure of(RuntimeException thrown, Optional<SQLException> reported) {
    Failure failure = new Failure(thrown);
    return failure.find(FlywaySqlScriptException.class).isPresent()
        ? failure
        : new Failure(thrown, reported);
  }

  /** What Tilth has named already, such as no connection. */
  Optional<TilthException> known() {
    return find(TilthException.class, any -> true);
  }

  Optional<SQLException> sql() {
    return reported.or(() -> find(SQLException.class, any -> true));
  }

  <T extends Throwable> Optional<T> find(Class<T> type) {
    return find(type, any -> true);
  }

  /** Whether nobody can tell from it what became of the transaction. */
  boolean isConnectionLoss() {
    return find(SQLException.class, SqlStates::isConnectionLoss).isPresent();
  }

  boolean isCancelled() {
    return find(SQLException.class, e -> SqlStates.of(e).equals(SqlStates.QUERY_CANCELED))
        .isPresent();
  }

  /** Whether Flyway met objects without a history, and was not told to begin above them. */
  boolean isWithoutHistory() {
    return find(
            FlywayException.class,
            e -> e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE)
        .isPresent();
  }

  /** Whether it came because the thread was interrupted. */
  boolean isInterruption() {
    return find(InterruptedException.class).isPresent()
        || (known().isPresent() && Thread.currentThread().isInterrupted());
  }

  /** Whether the same may succeed later. Where no server answers, later is another run. */
  boolean isTransient() {
    Optional<TilthException> known = known();
    return known.isPresent()
        ? known.get() instanceof ServerBusyException
            || known.get() instanceof WorkerNotReadyException
        : find(SQLException.class, SqlStates::isTransient).isPresent();
  }

  /** What was observed, in one sentence without values. */
  String observed(Optional<Blocker> blocker) {
    String message = sql().map(ServerMessage::of).orElseGet(() -> String.valueOf(known()));
    boolean waited =
        find(SQLException.class, e -> SqlStates.of(e).equals(SqlStates.LOCK_NOT_AVAILABLE))
            .isPresent();
    return waited && blocker.isPresent()
        ? "%s In the way was %s.".formatted(message, blocker.get())
        : message;
  }

  private <T extends Throwable> Optional<T> find(Class<T> type, Predicate<T> which) {
    for (Throwable next = thrown; next != null; next = next.getCause()) {
      if (type.isInstance(next) && which.test(type.cast(next))) {
        return Optional.of(type.cast(next));
      }
    }
    return Optional.empty();
  }
}
