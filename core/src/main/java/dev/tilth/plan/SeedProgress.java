package dev.tilth.plan;

import dev.tilth.spi.Chunking;
import java.util.Locale;

/** How far a recorded seeder came. */
public sealed interface SeedProgress {

  /** {@code 7 of 20 chunks}. */
  static String share(int done, int count) {
    return String.format(
        Locale.ROOT, "%,d of %,d %s", done, count, count == 1 ? "chunk" : "chunks");
  }

  /** {@code 7 of 20 chunks are done}. */
  static String words(int done, int count) {
    return words(done, count, "");
  }

  private static String words(int done, int count, String of) {
    return share(done, count) + of + (count == 1 ? " is done" : " are done");
  }

  /** To its end. */
  record Done() implements SeedProgress {}

  /** Its own SQL committed before its end: nobody can tell which of its rows are there. */
  record BrokenOff() implements SeedProgress {}

  /**
   * It is written in chunks, and some are missing, or all are there and only the end is not
   * recorded yet.
   *
   * @param done how many chunks are there
   */
  record Incomplete(int done, Chunking chunking) implements SeedProgress {

    /** {@code 7 of 20 chunks are done}. */
    public String words() {
      return SeedProgress.words(done, chunking.count());
    }

    /**
     * {@code 7 of 20 chunks of an earlier content are done}.
     *
     * @param of what they are chunks of, after a space
     */
    public String words(String of) {
      return SeedProgress.words(done, chunking.count(), of);
    }

    /** {@code 7 of 20 chunks were done}. */
    String pastWords() {
      return share(done, chunking.count()) + (chunking.count() == 1 ? " was done" : " were done");
    }
  }
}
