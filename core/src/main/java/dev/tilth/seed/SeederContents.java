package dev.tilth.seed;

import dev.tilth.plan.SeederContent;
import dev.tilth.spi.Resource;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Takes the checksum of a seeder: SHA-256 over its version and, for each of its resources, the name
 * and the bytes. A byte order mark and the style of line endings do not count, so that a checkout
 * on another system has the same checksum. Code is not part of it.
 */
public final class SeederContents {

  private SeederContents() {}

  /**
   * Reads the seeder's resources once.
   *
   * @throws UnreadableResourceException if one of them cannot be read
   */
  public static SeederContent of(Seeder seeder) {
    SeederSpec spec = seeder.spec();
    MessageDigest digest = sha256();
    update(digest, "version " + spec.version());
    for (Resource resource : spec.resources()) {
      update(digest, "resource " + resource.name());
      try (InputStream bytes = resource.open();
          OutputStream out =
              new NeutralOutputStream(
                  new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
        bytes.transferTo(out);
      } catch (IOException e) {
        throw new UnreadableResourceException(spec.name(), resource.name(), e);
      }
    }
    return new SeederContent(spec, HexFormat.of().formatHex(digest.digest()));
  }

  /** Ends with a zero byte, so that no two different sequences of parts look alike. */
  private static void update(MessageDigest digest, String part) {
    digest.update(part.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
