package dev.tilth.seed;

import dev.tilth.plan.SeederContent;
import dev.tilth.spi.FileStamp;

/**
 * The files that a seeder's checksum was taken of. They are read again later, by then perhaps with
 * other bytes: what was read counts only if they are unchanged afterwards, before the commit.
 */
record SourceFiles(SeederContent content) {

  /**
   * Passes where they are unchanged.
   *
   * @throws ChangedFileException if one of them is not
   */
  void check() {
    for (FileStamp file : content.files()) {
      if (!file.isCurrent()) {
        throw new ChangedFileException(file, null);
      }
    }
  }

  /** Why reading or writing them failed: half of a file is wrong in many ways. */
  Throwable cause(Throwable failure) {
    return content.files().stream()
        .filter(file -> !file.isCurrent())
        .findFirst()
        .<Throwable>map(file -> new ChangedFileException(file, failure))
        .orElse(failure);
  }
}
