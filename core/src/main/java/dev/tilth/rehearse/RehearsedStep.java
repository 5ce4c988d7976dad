package dev.tilth.rehearse;

import dev.tilth.seed.TableRows;
import dev.tilth.seed.WriteCounts;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of one step of a plan in a rehearsal.
 *
 * @param name of the script or seeder
 * @param note why it was left out or not reached, or what its failure may come from; may be empty
 * @param written what it attempted to write
 * @param locks those that no earlier step had taken as strong
 * @param failure present where it failed
 */
public record RehearsedStep(
    Kind kind,
    String name,
    Result result,
    String note,
    Duration duration,
    WriteCounts written,
    List<RehearsedLock> locks,
    Optional<TilthException> failure) {

  public RehearsedStep {
    locks = List.copyOf(locks);
  }

  /** What a plan is made of. */
  public enum Kind {
    MIGRATION,
    SEEDER
  }

  /** How it ended. */
  public enum Result {
    /** It was carried out, and its deferred constraints hold. */
    PASSED,
    FAILED,
    /** A rehearsal cannot carry it out. */
    LEFT_OUT,
    /** Something failed before, or the rehearsal was stopped. */
    NOT_REACHED
  }

  static RehearsedStep idle(Kind kind, String name, Result result, String note) {
    return new RehearsedStep(
        kind, name, result, note, Duration.ZERO, WriteCounts.NONE, List.of(), Optional.empty());
  }

  RehearsedStep after(Duration taken) {
    return new RehearsedStep(kind, name, result, note, taken, written, locks, failure);
  }

  RehearsedStep having(WriteCounts counts, List<RehearsedLock> taken) {
    return new RehearsedStep(kind, name, result, note, duration, counts, taken, failure);
  }

  RehearsedStep failing(TilthException why) {
    return new RehearsedStep(kind, name, result, note, duration, written, locks, Optional.of(why));
  }

  /** What it attempted to write; empty where it wrote nothing that stays, or nobody counted. */
  public Optional<RowCounts> rows() {
    return result == Result.PASSED ? written.rows() : Optional.empty();
  }

  /** The same by table. */
  public List<TableRows> tables() {
    return written.tables().orElse(List.of());
  }

  /** Whether what depends on it may be tried. */
  boolean satisfies() {
    return result == Result.PASSED || result == Result.LEFT_OUT;
  }
}
