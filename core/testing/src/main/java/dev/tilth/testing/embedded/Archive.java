package dev.tilth.testing.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The compressed binaries of one version. The version is in no file of the jar, only in its name.
 */
record Archive(int major, int minor, URL content) {

  private static final Pattern VERSION = Pattern.compile("-(\\d+)\\.(\\d+)(?:\\.\\d+)?\\.jar");

  static final Comparator<Archive> NEWEST_FIRST =
      Comparator.comparingInt(Archive::major).thenComparingInt(Archive::minor).reversed();

  /** Empty for a jar whose name does not tell a version. */
  static Optional<Archive> of(URL content) {
    Matcher version = VERSION.matcher(content.getPath());
    if (!version.find()) {
      return Optional.empty();
    }
    int major = Integer.parseInt(version.group(1));
    return Optional.of(new Archive(major, Integer.parseInt(version.group(2)), content));
  }

  String version() {
    return major + "." + minor;
  }

  /** SHA-256 of the compressed bytes. */
  String checksum() {
    try (InputStream in = content.openStream()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
