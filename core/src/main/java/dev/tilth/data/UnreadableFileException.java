package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A data file whose bytes could not be read. */
final class UnreadableFileException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnreadableFileException(String file, @Nullable IOException cause) {
    super(
        "The data file %s could not be read: %s. Check that it exists and is readable."
            .formatted(file, cause),
        cause);
  }

  /** What to throw where reading has come to a place; compressed data can be damaged there. */
  static TilthException at(Place place, @Nullable IOException failure) {
    boolean damaged = failure instanceof EOFException || failure instanceof ZipException;
    return damaged && SourceBytes.isZipped(place.file())
        ? new MalformedFileException(
            place,
            "the compressed data are damaged or cut off here",
            "Compress the file with gzip again, or name it without .gz.")
        : new UnreadableFileException(place.file(), failure);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
