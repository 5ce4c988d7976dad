package dev.tilth.render;

import dev.tilth.deploy.Forecast;
import dev.tilth.deploy.Report;
import dev.tilth.deploy.Status;
import dev.tilth.rehearse.Rehearsal;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import dev.tilth.track.RunRecord;
import java.util.List;
import java.util.Optional;

/** Turns a result into a document. Every document ends with a line feed. */
public sealed interface Renderer permits TextRenderer, JsonRenderer, MarkdownRenderer {

  /**
   * For people at a terminal. Control characters of foreign texts, such as a seeder's message, are
   * replaced, so that they cannot steer the terminal.
   *
   * @param colour whether to mark results with ANSI colours
   */
  static Renderer text(boolean colour) {
    return new TextRenderer(colour);
  }

  /**
   * For machines: one JSON object on one line, in ASCII. A field that has no value is {@code null},
   * never missing. Fields may be added, so ignore unknown ones; none is renamed or removed without
   * a new {@code format}. Times are ISO-8601 in UTC, durations whole milliseconds.
   *
   * <p>Every document has {@code document} (its sort), {@code format} (1) and {@code outcome}:
   *
   * <dl>
   *   <dt>{@code report}
   *   <dd>{@code outcome} (done, nothing_to_do, failed, incomplete, interrupted), {@code
   *       exit_code}, {@code run_id} (a run that had nothing to do is not in the ledger), {@code
   *       command}, {@code environment}, {@code trigger}, {@code database}, {@code restore_point}
   *       (the server's time before the first write; {@code null} where nothing was written),
   *       {@code duration_ms}, {@code migrations} (of {@code script}, {@code result}: applied,
   *       failed, interrupted, not_reached; {@code duration_ms}, {@code retries} (of {@code
   *       reason}, {@code pause_ms}), {@code error}), {@code seeders} (of {@code name}, {@code
   *       result}: applied, done_by_rival, failed, interrupted, incomplete, not_reached,
   *       up_to_date, newer_applied, held_back, other_environment, not_selected; {@code reason},
   *       {@code rows}, {@code rows_exact}, {@code tables} (of {@code table} and the fields of
   *       {@code rows}, for each table that was loaded or changed, adding up to {@code rows}; empty
   *       where they are unknown), {@code duration_ms}, {@code chunks} (of a seeder in chunks that
   *       has begun: {@code written} by this run, {@code done} by all, {@code count}), {@code
   *       retries} (of {@code reason}, {@code pause_ms}), {@code error}), {@code rows} (the sum),
   *       {@code warnings}, {@code error} (the first)
   *   <dt>{@code plan}
   *   <dd>{@code outcome} (pending, nothing_to_do), {@code environment}, {@code trigger}, {@code
   *       migrations} (of {@code script}, {@code version}, {@code description}, {@code
   *       transactional}), {@code seeders} (of {@code name}, {@code action}: run or a result of a
   *       report's seeder that does not run; {@code reason}, {@code rows}: what is foreseen, {@code
   *       null} of one that does not run or runs code of its own), {@code edited} (of {@code name}
   *       and what is foreseen if it ran: seeders that are up to date and whose rows are not what
   *       they brought), {@code abandoned} (scripts that were broken off, to be cleared up), {@code
   *       warnings}, {@code plan_hash} ({@code null} where a seeder would fail), {@code
   *       needs_plan_hash}, {@code rehearsal} ({@code null} unless asked for). Foreseen are {@code
   *       tables} (of {@code table}, {@code state}: known, new_table, unknown; {@code until} (the
   *       words that follow "unknown until"), {@code rows}, {@code along} (rows that foreign keys
   *       take along: of {@code table}, {@code rows}, {@code deleted}, which is false where they
   *       are changed), {@code changes} (of {@code kind}: inserted, updated, deleted; {@code
   *       source}, such as roles.csv:3; {@code key} (of {@code column}, {@code value}), {@code
   *       columns} (of {@code column}, {@code before}, {@code after})) and {@code error} (why it
   *       would fail)
   *   <dt>{@code status}
   *   <dd>{@code outcome} (up_to_date, pending: there is something to apply or held back, blocked:
   *       there can be no plan), {@code database}, {@code environment}, {@code
   *       recorded_environment}, {@code applied_migrations} (of {@code script}, {@code version},
   *       {@code description}, {@code type}, {@code installed_at}, {@code success}), {@code
   *       applied_seeders} (of {@code name}, {@code version}, {@code checksum}, {@code finished_at}
   *       (null as long as it is not done), {@code done}, {@code chunks} (of one that is not done:
   *       {@code done}, {@code count})), {@code plan} (as above, without {@code document}, {@code
   *       format} and what concerns rows, and with the migrations' first three fields), {@code
   *       last_run} (as in a history), {@code error} (why there can be no plan)
   *   <dt>{@code history}
   *   <dd>{@code outcome} (found, empty), {@code runs}, newest first (of {@code run_id}, {@code
   *       outcome}: running, done, failed, interrupted, incomplete; {@code vanished}: whether it is
   *       running by its entry, but its connection is gone; {@code command}, {@code environment},
   *       {@code trigger}, {@code reason}, {@code plan_hash}, {@code actor}, {@code host}, {@code
   *       launcher}, {@code tilth_version}, {@code commit}, {@code image}, {@code migrations},
   *       {@code seeders}, {@code started_at}, {@code finished_at}, {@code duration_ms}, {@code
   *       error_message})
   *   <dt>{@code error}
   *   <dd>{@code outcome} (failed), {@code exit_code}, {@code error}
   * </dl>
   *
   * <p>A {@code rehearsal} has {@code outcome} (passed, failed, stopped), {@code exit_code}, {@code
   * duration_ms}, {@code steps} (of {@code kind}: migration, seeder; {@code name}, {@code result}:
   * passed, failed, left_out, not_reached; {@code note}, {@code duration_ms}, {@code rows}, {@code
   * rows_exact}, {@code tables}, {@code locks} (on what was there before: of {@code relation},
   * {@code mode}, such as access_exclusive; {@code blocks}: nothing, writes, reads_and_writes),
   * {@code error}), {@code not_rehearsed} (what was left out, in sentences), {@code limits} (of
   * every rehearsal, in sentences), {@code error} (the first).
   *
   * <p>{@code rows} are {@code inserted}, {@code updated}, {@code deleted}, {@code unchanged};
   * where {@code rows_exact} is false, they count attempts, or are {@code null} where an applied
   * seeder's are unknown. An {@code error} has {@code kind} (such as refused or lock_busy), {@code
   * exit_code} and {@code message}. Plan, status and history have no {@code exit_code}: theirs
   * depends on the options of the command line.
   */
  static Renderer json() {
    return new JsonRenderer();
  }

  /**
   * For the summary of a GitHub workflow. Foreign texts are escaped, so that they stay text and
   * stay in their cell.
   */
  static Renderer markdown() {
    return new MarkdownRenderer();
  }

  String report(Report report);

  String plan(Forecast forecast, Optional<Rehearsal> rehearsal);

  /** The same without a rehearsal. */
  default String plan(Forecast forecast) {
    return plan(forecast, Optional.empty());
  }

  String status(Status status);

  /**
   * The ledger.
   *
   * @param runs newest first
   */
  String history(List<RunRecord> runs);

  /**
   * A failure that kept a run from beginning.
   *
   * @param message full sentences, without secrets
   */
  String error(FailureKind kind, String message);

  /** A failure that kept a run from beginning. */
  default String error(TilthException failure) {
    return error(failure.kind(), Words.message(failure));
  }
}
