package dev.tilth.track;

import static dev.tilth.track.Tables.KIND;
import static dev.tilth.track.Tables.NOW;
import static dev.tilth.track.Tables.RUN_ID;
import static dev.tilth.track.Tables.SCRIPT;
import static dev.tilth.track.Tables.SCRIPT_CHECKSUM;
import static dev.tilth.track.Tables.STARTED_AT;
import static dev.tilth.track.Tables.STATE_BEFORE;
import static dev.tilth.track.Tables.TARGET;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;

/**
 * The journal of scripts that run outside a transaction. A row is written before its script runs,
 * and stays until it is known that nothing is left of the attempt: it is open until the history has
 * a success of the script ({@link dev.tilth.plan.DatabaseState#openJournal}), so that success needs
 * no second statement. What stays open, a later run settles. Each change is one statement, which
 * commits by itself.
 */
public final class Journal {

  private final DSLContext sql;
  private final Tables tables;

  Journal(DSLContext sql, Tables tables) {
    this.sql = sql;
    this.tables = tables;
  }

  /** The last attempt at a script, open or not. */
  public Optional<JournalRow> find(String script) {
    return sql.select()
        .from(tables.journal)
        .where(SCRIPT.eq(script))
        .fetchOptional(row ->
            new JournalRow(
                row.get(SCRIPT),
                row.get(SCRIPT_CHECKSUM),
                row.get(KIND),
                row.get(TARGET),
                row.get(STATE_BEFORE)));
  }

  /** Enters an attempt that is about to begin, in place of the script's last one. */
  public void write(JournalRow attempt, UUID runId) {
    Map<Field<?>, Object> row = new LinkedHashMap<>();
    row.put(SCRIPT, attempt.script());
    row.put(SCRIPT_CHECKSUM, attempt.checksum());
    row.put(KIND, attempt.kind());
    row.put(TARGET, attempt.target());
    row.put(STATE_BEFORE, attempt.stateBefore());
    row.put(RUN_ID, runId);
    row.put(STARTED_AT, NOW);
    sql.insertInto(tables.journal).set(row).onConflict(SCRIPT).doUpdate().set(row).execute();
  }
}
