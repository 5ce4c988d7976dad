package dev.tilth.data;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Tells whether bytes are UTF-8. Belongs to one thread. */
final class Utf8Check {

  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final CharBuffer decoded = CharBuffer.allocate(1024);

  boolean isValid(byte[] bytes, int from, int to) {
    ByteBuffer text = ByteBuffer.wrap(bytes, from, to - from);
    decoder.reset();
    CoderResult result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      decoded.clear();
      result = decoder.decode(text, decoded, true);
    }
    return !result.isError();
  }
}
