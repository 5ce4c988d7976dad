package dev.tilth.data;

import java.nio.charset.StandardCharsets;

/**
 * Rows in the binary format of COPY (PostgreSQL manual, COPY, "Binary Format"): numbers with their
 * highest byte first, and before each value its length.
 */
final class CopyBinary extends CopyBytes {

  private static final byte[] SIGNATURE =
      "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

  private static final int NO_FLAGS = 0;
  private static final int NO_EXTENSION = 0;
  private static final int NULL = -1;
  private static final int NO_MORE_ROWS = -1;

  void begin() {
    add(SIGNATURE, 0, SIGNATURE.length);
    addInt(NO_FLAGS);
    addInt(NO_EXTENSION);
  }

  void end() {
    addShort(NO_MORE_ROWS);
  }

  void row(int fields) {
    addShort(fields);
  }

  void addNull() {
    addInt(NULL);
  }

  /** A value of as many bytes, of which all follow. */
  void length(int bytes) {
    addInt(bytes);
  }

  /** A value that is these bytes. */
  void value(byte[] from, int start, int end) {
    length(end - start);
    add(from, start, end);
  }

  void addShort(int value) {
    add((byte) (value >> Byte.SIZE));
    add((byte) value);
  }

  void addInt(int value) {
    addShort(value >> Short.SIZE);
    addShort(value);
  }

  void addLong(long value) {
    addInt((int) (value >> Integer.SIZE));
    addInt((int) value);
  }
}
