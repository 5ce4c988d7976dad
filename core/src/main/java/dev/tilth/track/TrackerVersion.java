package dev.tilth.track;

/**
 * The version of the tracker's tables. A newer program upgrades them in place; an older one works
 * on newer tables as long as those say that it may.
 */
final class TrackerVersion {

  /** What this release creates and upgrades to. */
  static final int CURRENT = 1;

  /** The oldest release that understands what this one writes. */
  static final int MIN_READER = 1;

  private TrackerVersion() {}

  /**
   * Permits reading tables of this version.
   *
   * @throws TrackerTooNewException if they say that this release must not work on them
   */
  static void checkReadable(int version, int minReader) {
    if (minReader > CURRENT) {
      throw new TrackerTooNewException(version, minReader);
    }
  }
}
