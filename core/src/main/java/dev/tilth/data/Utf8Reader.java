package dev.tilth.data;

import dev.tilth.spi.Resource;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;

/**
 * Strict UTF-8 that knows the line of a wrong byte. A reader of the JDK either replaces such bytes
 * silently or fails without saying where. A byte order mark at the start is left out, and the
 * character U+0000 refused, which no value of PostgreSQL can hold.
 *
 * <p>Lines are counted when somebody has to be told one, by reading the file again up to there:
 * counting them all the way takes as long as decoding.
 */
final class Utf8Reader extends Reader {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String file;
  private final Resource.Opener opener;
  private final InputStream in;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes = ByteBuffer.allocate(16 * 1024).limit(0);
  private final CharBuffer chars = CharBuffer.allocate(16 * 1024).limit(0);
  private CoderResult result = CoderResult.UNDERFLOW;
  private boolean atStart = true;
  private boolean ended;

  /** How many bytes were read. */
  private long taken;

  /** How many bytes come before the first one that is zero; negative as long as none is. */
  private long zero = -1;

  /**
   * @param opener opens the same content each time
   */
  Utf8Reader(String file, Resource.Opener opener) throws IOException {
    this.file = file;
    this.opener = opener;
    this.in = opener.open();
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    while (!chars.hasRemaining()) {
      if (result.isError()) {
        throw notUtf8();
      }
      if (zero >= 0) {
        throw new MalformedFileException(
            place(zero),
            "the character U+0000 (a byte 0x00), which PostgreSQL can store in no column",
            "Remove it; where there are many, the file may be UTF-16: save it as UTF-8.");
      }
      if (ended) {
        return -1;
      }
      decode();
    }
    int count = Math.min(length, chars.remaining());
    chars.get(target, offset, count);
    return count;
  }

  private void decode() throws IOException {
    bytes.compact();
    int count = fill();
    ended = count < 0;
    taken += Math.max(count, 0);
    bytes.position(bytes.position() + Math.max(count, 0)).flip();
    endAtZero();
    chars.clear();
    result = decoder.decode(bytes, chars, ended || zero >= 0);
    chars.flip();
    if (atStart && chars.hasRemaining()) {
      atStart = false;
      if (chars.get(0) == BYTE_ORDER_MARK) {
        chars.get();
      }
    }
  }

  private void endAtZero() {
    byte[] all = bytes.array();
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      if (all[i] == 0) {
        zero = taken - bytes.limit() + i;
        taken = zero;
        bytes.limit(i);
        return;
      }
    }
  }

  private int fill() throws IOException {
    try {
      return in.read(bytes.array(), bytes.position(), bytes.remaining());
    } catch (EOFException | ZipException e) {
      throw UnreadableFileException.at(place(taken), e);
    }
  }

  /** Where the line is that has the byte after so many. */
  private Place place(long before) throws IOException {
    try (InputStream again = opener.open()) {
      return new Place(file, LineEnds.count(again, before) + 1);
    }
  }

  private MalformedFileException notUtf8() throws IOException {
    return new MalformedFileException(
        place(taken - bytes.remaining()),
        "the byte 0x%02X is not part of valid UTF-8".formatted(bytes.get(bytes.position())),
        "Save the file as UTF-8.");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
