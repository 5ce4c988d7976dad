package dev.tilth.seed;

import dev.tilth.data.SourceBytes;
import dev.tilth.spi.FileStamp;
import dev.tilth.spi.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over words and files; line endings and a byte order mark of a file do not count. */
final class Checksum {

  private final String seeder;
  private final MessageDigest digest = sha256();
  private final List<FileStamp> files = new ArrayList<>();
  private long bytes;

  /**
   * @param seeder for the message about a file that cannot be read
   */
  Checksum(String seeder) {
    this.seeder = seeder;
  }

  /** Ends with a zero byte, so that no two different sequences of parts look alike. */
  Checksum part(String word, Object value) {
    digest.update((word + " " + value).getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    return this;
  }

  /** The name and the bytes of a file. */
  Checksum file(Resource resource) {
    return content(resource, resource::open);
  }

  /** The name and the rows of a table's source: what is compressed counts as it is unpacked. */
  Checksum source(Resource resource) {
    return content(resource, () -> SourceBytes.open(resource));
  }

  private Checksum content(Resource resource, Resource.Opener opener) {
    part("resource", resource.name());
    stamp(resource);
    try (InputStream in = opener.open();
        OutputStream out =
            new NeutralOutputStream(
                new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      bytes += in.transferTo(out);
    } catch (IOException e) {
      throw new UnreadableResourceException(seeder, resource.name(), e);
    }
    return this;
  }

  /** Before its bytes are read: whoever changes it meanwhile changes the stamp. */
  private void stamp(Resource resource) {
    if (resource instanceof Resource.FileResource file) {
      try {
        FileStamp now = FileStamp.of(file.file());
        LargeFile.told("Reading", now);
        files.add(now);
      } catch (IOException e) {
        throw new UnreadableResourceException(seeder, resource.name(), e);
      }
    }
  }

  /** Those of the files that lie in the file system. */
  List<FileStamp> files() {
    return List.copyOf(files);
  }

  /** How long the files are that were added, as they are unpacked. */
  long bytes() {
    return bytes;
  }

  String hexadecimal() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
