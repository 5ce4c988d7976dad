package dev.tilth.track;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The keys of advisory locks. They are made of the tracker's schema only: advisory locks belong to
 * one database already, and a launcher of another version must come to the same key.
 */
final class LockKey {

  private LockKey() {}

  /** Of the load of a seeder in chunks: shared by those at work on it. */
  static long ofLoad(String seeder, String schema) {
    return of("load of " + seeder, schema);
  }

  static long of(String purpose, String schema) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest("tilth %s %s".formatted(purpose, schema).getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
