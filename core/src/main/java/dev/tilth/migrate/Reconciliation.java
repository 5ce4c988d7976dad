package dev.tilth.migrate;

import dev.tilth.migrate.LoneStatement.Next;
import dev.tilth.plan.MigrationScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles what earlier attempts at scripts outside a transaction left, nobody being at work any
 * more.
 *
 * <ol>
 *   <li>Open are the journal's attempts that the history does not know as a success. Of these, a
 *       run settles those at scripts that it is to apply, whatever became of them since, and those
 *       that the plan calls abandoned.
 *   <li>The script is to be applied, and its statement is the one that was tried: the catalogue
 *       tells what came of it ({@link LoneStatement#reconcile}).
 *   <li>Any other, such as one that was renamed, given up, or runs in a transaction now: what it
 *       left half-done is taken away ({@link LoneStatement#abandon}).
 *   <li>A failure that Flyway has recorded is removed then, together with the journal's row unless
 *       the statement had taken effect: Flyway applies nothing beside a failure.
 * </ol>
 */
final class Reconciliation {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

  private final Worksite site;
  private final Duration limit;
  private final History history;
  private final Map<String, ScriptForm> forms;
  private final List<String> abandoned;

  /**
   * Does nothing yet.
   *
   * @param forms of the scripts to apply, by file name
   */
  Reconciliation(
      Worksite site,
      Duration limit,
      History history,
      Map<String, ScriptForm> forms,
      List<String> abandoned) {
    this.site = site;
    this.limit = limit;
    this.history = history;
    this.forms = forms;
    this.abandoned = abandoned;
  }

  /**
   * Settles them all.
   *
   * @return the journal's states of those that had taken effect and are only to be recorded, by
   *     script
   * @throws SettlingFailure if one cannot be settled
   */
  Map<String, String> settle(List<MigrationScript> pending) {
    List<String> names = pending.stream().map(MigrationScript::script).toList();
    Map<String, String> done = new HashMap<>();
    for (OpenAttempt attempt : open()) {
      if (names.contains(attempt.script()) || abandoned.contains(attempt.script())) {
        if (settle(attempt) == Next.RECORD) {
          done.put(attempt.script(), attempt.row().stateBefore());
        }
      }
    }
    return done;
  }

  private List<OpenAttempt> open() {
    try {
      return site.control().use(history::openAttempts);
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }

  private Next settle(OpenAttempt attempt) {
    try (Connection connection = site.workers().open();
        LoneSession session = LoneSession.on(connection, site.fence(), limit)) {
      Next next = next(attempt, session.connection());
      forget(attempt.script(), next);
      return next;
    } catch (SQLException | RuntimeException e) {
      throw new SettlingFailure(attempt.script(), e);
    }
  }

  private Next next(OpenAttempt attempt, Connection connection) throws SQLException {
    Optional<LoneStatement> wanted =
        Optional.ofNullable(forms.get(attempt.script()))
            .flatMap(ScriptForm::lone)
            .filter(attempt::isOf);
    if (wanted.isPresent()) {
      return wanted.get().reconcile(connection, attempt.attempt());
    }
    attempt.tried().abandon(connection, attempt.attempt());
    return Next.RUN;
  }

  private void forget(String script, Next next) throws SQLException {
    if (next == Next.RECORD) {
      site.control().use(books -> history.removeFailure(script, books));
    } else {
      site.control().use(books -> history.forgetAttempt(script, books));
    }
    LOG.info("An earlier attempt at {} was not seen to end well: {}.", script, said(script, next));
  }

  private String said(String script, Next next) {
    if (next == Next.RECORD) {
      return "it had taken effect and is recorded now";
    }
    return forms.containsKey(script) ? "it is made again" : "what it left is taken away";
  }
}
