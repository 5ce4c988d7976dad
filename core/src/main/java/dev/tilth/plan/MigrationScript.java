package dev.tilth.plan;

import java.util.Comparator;
import java.util.Optional;

/**
 * A migration of this build's content.
 *
 * @param version empty for a repeatable migration
 * @param description from the file name, with spaces
 * @param script the file name
 * @param checksum Flyway's CRC-32 of the script's lines
 */
public record MigrationScript(
    Optional<Version> version, String description, String script, int checksum) {

  /** Versioned ones by version, then repeatable ones by description: the order they are applied. */
  public static final Comparator<MigrationScript> ORDER =
      Comparator.comparing(
              (MigrationScript script) -> script.version().orElse(null),
              Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(MigrationScript::description);

  public boolean isRepeatable() {
    return version.isEmpty();
  }
}
