package dev.tilth.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorDetails;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.exception.FlywayBlockStatementExecutionException;
import org.jspecify.annotations.Nullable;

/** Follows Flyway from script to script. */
final class StepCallback implements Callback {

  private static final Set<Event> EVENTS =
      Set.of(
          Event.BEFORE_EACH_MIGRATE,
          Event.BEFORE_EACH_MIGRATE_STATEMENT,
          Event.AFTER_EACH_MIGRATE,
          Event.AFTER_EACH_MIGRATE_STATEMENT_ERROR,
          Event.AFTER_EACH_MIGRATE_ERROR);

  private static final ErrorDetails TOOK_EFFECT =
      new ErrorDetails(CoreErrorCode.ERROR, "The statement took effect in an earlier attempt.");

  private final Steps steps;

  StepCallback(Steps steps) {
    this.steps = steps;
  }

  @Override
  public boolean supports(Event event, @Nullable Context context) {
    return EVENTS.contains(event);
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    String script = context.getMigrationInfo().getScript();
    Connection connection = context.getConnection();
    switch (event) {
      case BEFORE_EACH_MIGRATE -> steps.begin(script, connection);
      case BEFORE_EACH_MIGRATE_STATEMENT -> {
        if (!steps.runs(script)) {
          throw new FlywayBlockStatementExecutionException(TOOK_EFFECT, "Flyway only records it.");
        }
      }
      case AFTER_EACH_MIGRATE -> steps.end(script, connection);
      case AFTER_EACH_MIGRATE_STATEMENT_ERROR -> steps.reported(error(context));
      case AFTER_EACH_MIGRATE_ERROR -> steps.fail();
      default -> throw new IllegalStateException("Flyway was not asked for " + event.getId());
    }
  }

  /** Without what follows the first line: it quotes values. */
  private static SQLException error(Context context) {
    return context.getStatement().getErrors().stream()
        .findFirst()
        .map(error ->
            new SQLException(error.getMessage().lines().findFirst().orElse(""), error.getState()))
        .orElseGet(() -> new SQLException("The statement failed."));
  }

  @Override
  public String getCallbackName() {
    return "tilth";
  }

  /** What Flyway goes through. */
  interface Steps {

    /** Right before a script, in its transaction if it has one. */
    void begin(String script, Connection connection);

    /** Whether the statements of this script are run. */
    boolean runs(String script);

    /** After its last statement, before it is recorded and committed. */
    void end(String script, Connection connection);

    /** After a statement that failed: Flyway may then fail once more, and throw that instead. */
    void reported(SQLException error);

    /** After a script that failed. */
    void fail();
  }
}
