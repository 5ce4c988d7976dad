package dev.tilth.snapshot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The schema of a database at one moment. Two databases made by the same statements have equal
 * snapshots, whatever their data, the order of creation, or the version of the server.
 *
 * @param objects sorted by kind and name, each title once
 */
public record Snapshot(List<SchemaObject> objects) {

  static final Comparator<SchemaObject> ORDER =
      Comparator.comparing(SchemaObject::kind).thenComparing(SchemaObject::name);

  public Snapshot {
    objects = objects.stream().sorted(ORDER).toList();
    for (int i = 1; i < objects.size(); i++) {
      if (ORDER.compare(objects.get(i - 1), objects.get(i)) == 0) {
        throw new IllegalArgumentException(
            "A snapshot lists each object once, but has %s twice."
                .formatted(objects.get(i).title()));
      }
    }
  }

  /** The canonical text: one block for each object, equal if and only if the snapshots are. */
  public String text() {
    return objects.stream().map(SchemaObject::text).collect(Collectors.joining());
  }

  /** SHA-256 of {@link #text} in UTF-8, as 64 lower-case hexadecimal digits. */
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform has SHA-256 (see MessageDigest), so this is a broken runtime.
      throw new IllegalStateException("This Java runtime has no SHA-256.", e);
    }
  }

  /**
   * What would have to change to turn this snapshot (left) into the other (right), in the order of
   * the objects; empty if and only if the two are equal.
   */
  public List<Difference> differencesTo(Snapshot other) {
    return Comparison.of(this, other);
  }
}
