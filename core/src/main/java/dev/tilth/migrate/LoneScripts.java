package dev.tilth.migrate;

import dev.tilth.database.LiftedLimits;
import dev.tilth.migrate.LoneStatement.Attempt;
import dev.tilth.migrate.LoneStatement.Next;
import dev.tilth.plan.MigrationScript;
import dev.tilth.track.JournalRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each script that runs outside a transaction to its end exactly once, although it and its
 * row in the history do not commit together.
 *
 * <ol>
 *   <li>Right before the script, one statement on the control connection enters into the journal
 *       what the catalogue says of its object.
 *   <li>Before Flyway begins, and again before each retry, nobody being at work any more: where the
 *       journal has an attempt that the history does not know as a success, the catalogue tells
 *       what came of it ({@link LoneStatement#reconcile}). A failure that Flyway has recorded is
 *       removed then, together with the journal's row if the statement is to run again.
 *   <li>What had taken effect, Flyway records without running the statement.
 *   <li>The statement waits for locks without a limit, and runs as long as it may: broken off after
 *       its work it would leave a half-done object. Seeders without the run lock are kept off.
 * </ol>
 */
final class LoneScripts {

  private static final Logger LOG = LoggerFactory.getLogger(LoneScripts.class);

  private final Worksite site;
  private final Duration limit;
  private final History history;
  private final Map<String, ScriptForm> forms;

  /** The journal's states of those that had taken effect, by script. */
  private final Map<String, String> done = new HashMap<>();

  private @Nullable String current;
  private Fence.@Nullable Hold hold;
  private @Nullable LiftedLimits limits;

  LoneScripts(Worksite site, Duration limit, History history, Map<String, ScriptForm> forms) {
    this.site = site;
    this.limit = limit;
    this.history = history;
    this.forms = forms;
  }

  boolean isLone(String script) {
    return statement(script).isPresent();
  }

  private Optional<LoneStatement> statement(String script) {
    return Optional.ofNullable(forms.get(script)).flatMap(ScriptForm::lone);
  }

  /** The one that is being reconciled. */
  Optional<String> current() {
    return Optional.ofNullable(current);
  }

  /** Finds out what came of earlier attempts. Nobody is at work. */
  void reconcile(List<MigrationScript> pending) {
    done.clear();
    for (MigrationScript script : pending) {
      Optional<LoneStatement> statement = statement(script.script());
      if (statement.isPresent()) {
        current = script.script();
        try {
          Optional<JournalRow> attempt = openAttempt(script.script());
          if (attempt.isPresent()) {
            reconcile(script.script(), statement.get(), attempt.get());
          }
        } catch (SQLException e) {
          throw new SqlFailure(e);
        }
      }
    }
    current = null;
  }

  private Optional<JournalRow> openAttempt(String script) throws SQLException {
    Optional<JournalRow> row = site.journal().find(script);
    boolean succeeded =
        row.isPresent()
            && site.control().use(books -> history.isApplied(script, row.get().checksum(), books));
    return succeeded ? Optional.empty() : row;
  }

  private void reconcile(String script, LoneStatement statement, JournalRow row)
      throws SQLException {
    try (Connection connection = site.workers().open()) {
      try {
        prepare(connection);
        boolean failed = site.control().use(books -> history.hasFailure(script, books));
        Attempt attempt = new Attempt(script, row.stateBefore(), failed);
        settle(row, next(statement, row, connection, attempt));
      } finally {
        release();
      }
    }
  }

  private void settle(JournalRow row, Next next) throws SQLException {
    LOG.info(
        "An earlier attempt at {} was not seen to end well: {}.",
        row.script(),
        next == Next.RECORD ? "it had taken effect and is recorded now" : "it is made again");
    if (next == Next.RECORD) {
      done.put(row.script(), row.stateBefore());
      site.control().use(books -> history.removeFailure(row.script(), books));
    } else {
      site.control().use(books -> history.forgetAttempt(row.script(), books));
    }
  }

  /** A script that was corrected may be about something else than its last attempt. */
  private static Next next(
      LoneStatement statement, JournalRow row, Connection connection, Attempt attempt)
      throws SQLException {
    if (row.kind().equals(statement.kind()) && row.target().equals(statement.head())) {
      return statement.reconcile(connection, attempt);
    }
    LoneStatements.ofHead(row.target()).abandon(connection, attempt);
    return Next.RUN;
  }

  /** Prepares for a script of any sort, on the connection that is to run it. */
  void begin(MigrationScript script, Connection connection) {
    Optional<LoneStatement> statement = statement(script.script());
    if (statement.isPresent()) {
      try {
        prepare(connection);
        enter(script, statement.get(), connection);
      } catch (SQLException e) {
        throw new SqlFailure(e);
      }
    }
  }

  private void enter(MigrationScript script, LoneStatement statement, Connection connection)
      throws SQLException {
    @Nullable String before = done.get(script.script());
    site.journal()
        .write(
            new JournalRow(
                script.script(),
                script.checksum(),
                statement.kind(),
                statement.head(),
                before == null ? statement.state(connection, script.script()) : before),
            site.runId());
  }

  /** Whether the script had taken effect before this attempt. */
  boolean isDone(String script) {
    return done.containsKey(script);
  }

  /** Looks at what a script did, before it is recorded. */
  void end(String script, Connection connection) {
    Optional<LoneStatement> statement = statement(script);
    if (statement.isPresent()) {
      try {
        statement.get().verify(connection, script);
      } catch (SQLException e) {
        throw new SqlFailure(e);
      }
      release();
    }
  }

  private void prepare(Connection connection) throws SQLException {
    hold = site.fence().withoutLockless();
    limits = LiftedLimits.on(connection, limit);
  }

  /** Gives back what was taken for a script, however it ended. */
  void release() {
    try {
      if (limits != null) {
        limits.close();
      }
    } catch (SQLException e) {
      LOG.debug("The connection of the script is lost, and its limits with it.", e);
    } finally {
      limits = null;
      if (hold != null) {
        hold.close();
        hold = null;
      }
    }
  }
}
