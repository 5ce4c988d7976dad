package dev.tilth.rehearse;

import java.util.Arrays;
import java.util.Locale;

/**
 * A lock on a table, from the weakest to the strongest, without the one of every reading
 * (PostgreSQL manual, "Explicit Locking", section "Table-Level Locks").
 */
public enum LockMode {
  ROW_SHARE(Blocks.NOTHING),
  ROW_EXCLUSIVE(Blocks.NOTHING),
  SHARE_UPDATE_EXCLUSIVE(Blocks.NOTHING),
  SHARE(Blocks.WRITES),
  SHARE_ROW_EXCLUSIVE(Blocks.WRITES),
  EXCLUSIVE(Blocks.WRITES),
  ACCESS_EXCLUSIVE(Blocks.READS_AND_WRITES);

  private final Blocks blocks;

  LockMode(Blocks blocks) {
    this.blocks = blocks;
  }

  /**
   * Finds one.
   *
   * @param name as {@code pg_locks} has it, such as {@code AccessExclusiveLock}
   */
  static LockMode of(String name) {
    return Arrays.stream(values())
        .filter(mode -> name.equalsIgnoreCase(mode.name().replace("_", "") + "Lock"))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no lock mode " + name + "."));
  }

  /** What others cannot do meanwhile. */
  public Blocks blocks() {
    return blocks;
  }

  /** As the manual writes it, such as {@code ACCESS EXCLUSIVE}. */
  public String words() {
    return name().replace('_', ' ');
  }

  /** What a lock keeps other sessions from, apart from changes of the table itself. */
  public enum Blocks {
    NOTHING,
    WRITES,
    READS_AND_WRITES;

    /** For people, such as {@code reads and writes}. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
