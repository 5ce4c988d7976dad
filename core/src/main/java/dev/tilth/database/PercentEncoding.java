package dev.tilth.database;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** RFC 3986, section 2.1. Unlike {@link java.net.URLDecoder}, a plus stays a plus. */
final class PercentEncoding {

  private PercentEncoding() {}

  static String decode(String encoded) {
    if (encoded.indexOf('%') < 0) {
      return encoded;
    }
    byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%') {
        decoded.write(octet(bytes, i + 1));
        i += 2;
      } else {
        decoded.write(bytes[i]);
      }
    }
    return text(decoded.toByteArray());
  }

  private static int octet(byte[] bytes, int start) {
    int high = start < bytes.length ? Character.digit(bytes[start], 16) : -1;
    int low = start + 1 < bytes.length ? Character.digit(bytes[start + 1], 16) : -1;
    if (high < 0 || low < 0) {
      throw InvalidDatabaseAddressException.url(
          "a percent sign is not followed by two hexadecimal digits");
    }
    return (high << 4) | low;
  }

  private static String text(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw InvalidDatabaseAddressException.url("what is percent-encoded in it is not UTF-8");
    }
  }
}
