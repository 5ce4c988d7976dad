package dev.tilth.migrate;

import dev.tilth.database.SqlStates;
import dev.tilth.plan.MigrationScript;
import dev.tilth.spi.TilthException;
import dev.tilth.track.JournalRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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
 *   <li>Before Flyway begins, and again before each retry, the catalogue tells what came of
 *       attempts whose end nobody saw, or that failed ({@link Reconciliation}).
 *   <li>What had taken effect, Flyway records without running the statement.
 *   <li>The statement waits for locks without a limit, and runs as long as it may: broken off after
 *       its work it would leave a half-done object. Seeders without the run lock are kept off.
 *   <li>Where a run is stopped and the server has answered that the statement was not carried out,
 *       the attempt is forgotten: Flyway writes no failure then.
 * </ol>
 */
final class LoneScripts {

  private static final Logger LOG = LoggerFactory.getLogger(LoneScripts.class);

  private final Worksite site;
  private final Duration limit;
  private final History history;
  private final Map<String, ScriptForm> forms;
  private final Reconciliation reconciliation;

  /** The journal's states of those that had taken effect, by script. */
  private Map<String, String> done = Map.of();

  private @Nullable LoneSession session;

  LoneScripts(
      Worksite site,
      Duration limit,
      History history,
      Map<String, ScriptForm> forms,
      List<String> abandoned) {
    this.site = site;
    this.limit = limit;
    this.history = history;
    this.forms = forms;
    this.reconciliation = new Reconciliation(site, limit, history, forms, abandoned);
  }

  boolean isLone(String script) {
    return statement(script).isPresent();
  }

  private Optional<LoneStatement> statement(String script) {
    return Optional.ofNullable(forms.get(script)).flatMap(ScriptForm::lone);
  }

  /** Finds out what came of earlier attempts. Nobody is at work. */
  void reconcile(List<MigrationScript> pending) {
    done = reconciliation.settle(pending);
  }

  /** Prepares for a script of any sort, on the connection that is to run it. */
  void begin(MigrationScript script, Connection connection) {
    Optional<LoneStatement> statement = statement(script.script());
    if (statement.isPresent()) {
      try {
        session = LoneSession.on(connection, site.fence(), limit);
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

  /** Gives back what was taken for a script, however it ended. */
  void release() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  /**
   * What a person has to know of a script at which the run was stopped; empty where the next run
   * finds it out itself.
   *
   * @param answer the server's, if it gave one
   */
  Optional<TilthException> stopped(String script, Optional<SQLException> answer) {
    boolean answered = answer.filter(e -> !SqlStates.isConnectionLoss(e)).isPresent();
    if (!(statement(script).orElse(null) instanceof Opaque opaque) || !isOpen(script)) {
      return Optional.empty();
    }
    return opaque.isUndoneBy(answered) && forget(script)
        ? Optional.empty()
        : Optional.of(UndecidedMigrationException.stopped(script, opaque.head()));
  }

  /** True where it cannot be told now. */
  private boolean isOpen(String script) {
    try {
      return site.control().use(history::openAttempts).stream()
          .anyMatch(attempt -> attempt.script().equals(script));
    } catch (SQLException e) {
      LOG.debug("The journal cannot be read now.", e);
      return true;
    }
  }

  private boolean forget(String script) {
    try {
      return site.control().use(books -> history.forgetAttempt(script, books));
    } catch (SQLException e) {
      LOG.debug("The journal cannot be written now.", e);
      return false;
    }
  }
}
