package dev.tilth.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SHA-256 over texts and numbers. Each is preceded by its length: no two sequences look alike. */
final class Sha256 {

  private static final int NULL = -1;

  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  Sha256 add(@Nullable String text) {
    if (text == null) {
      return length(NULL);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    length(bytes.length).digest.update(bytes);
    return this;
  }

  Sha256 add(long number) {
    return add(Long.toString(number));
  }

  private Sha256 length(int bytes) {
    digest.update((bytes + ":").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Ends it. */
  String hexadecimal() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
