package dev.tilth.data;

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
 * silently or fails without saying where. A byte order mark at the start is left out.
 */
final class Utf8Reader extends Reader {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String file;
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
  private boolean afterCarriageReturn;
  private long line = 1;

  Utf8Reader(String file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    while (!chars.hasRemaining()) {
      if (result.isError()) {
        throw notUtf8();
      }
      if (ended) {
        return -1;
      }
      decode();
    }
    int count = Math.min(length, chars.remaining());
    chars.get(target, offset, count);
    countLines(target, offset, count);
    return count;
  }

  private void decode() throws IOException {
    bytes.compact();
    int count = fill();
    ended = count < 0;
    bytes.position(bytes.position() + Math.max(count, 0)).flip();
    chars.clear();
    result = decoder.decode(bytes, chars, ended);
    chars.flip();
    if (atStart && chars.hasRemaining()) {
      atStart = false;
      if (chars.get(0) == BYTE_ORDER_MARK) {
        chars.get();
      }
    }
  }

  private int fill() throws IOException {
    try {
      return in.read(bytes.array(), bytes.position(), bytes.remaining());
    } catch (EOFException | ZipException e) {
      throw UnreadableFileException.at(new Place(file, line), e);
    }
  }

  private void countLines(char[] text, int offset, int length) {
    char before = afterCarriageReturn ? '\r' : 0;
    for (int i = offset; i < offset + length; i++) {
      char c = text[i];
      if (c <= '\r' && (c == '\r' || (c == '\n' && before != '\r'))) {
        line++;
      }
      before = c;
    }
    afterCarriageReturn = before == '\r';
  }

  private MalformedFileException notUtf8() {
    return new MalformedFileException(
        new Place(file, line),
        "the byte 0x%02X is not part of valid UTF-8".formatted(bytes.get(bytes.position())),
        "Save the file as UTF-8.");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
