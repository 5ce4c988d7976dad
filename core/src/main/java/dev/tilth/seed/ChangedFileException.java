package dev.tilth.seed;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.FileStamp;
import dev.tilth.spi.TilthException;
import org.jspecify.annotations.Nullable;

/** A file is not any more what the checksum was taken of that its rows would be recorded under. */
final class ChangedFileException extends TilthException {

  private static final long serialVersionUID = 1L;

  /**
   * @param symptom what failed because of that, if anything did
   */
  ChangedFileException(FileStamp file, @Nullable Throwable symptom) {
    super(
        "%s was changed while it was loaded; run again, when nobody writes to it."
            .formatted(file.name()),
        symptom);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
