package dev.tilth.migrate;

import dev.tilth.plan.MigrationScript;
import dev.tilth.plan.Version;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes Flyway's file names apart. */
record ScriptName(Optional<Version> version, String description, String fileName) {

  private static final Pattern FORM =
      Pattern.compile("(?:V(?<version>\\d+(?:[._]\\d+)*)|R)__(?<description>.+)\\.sql");

  static Optional<ScriptName> parse(String fileName, List<String> problems) {
    Matcher matcher = FORM.matcher(fileName);
    if (!matcher.matches()) {
      problems.add(
          ("%s is not the name of a migration: use V<version>__<description>.sql, such as"
                  + " V7__add_phone.sql, or R__<description>.sql.")
              .formatted(fileName));
      return Optional.empty();
    }
    return Optional.of(
        new ScriptName(
            Optional.ofNullable(matcher.group("version")).map(Version::of),
            matcher.group("description").replace('_', ' '),
            fileName));
  }

  /** As Flyway writes it; null for a repeatable migration. */
  static @Nullable String versionText(String fileName) {
    Matcher matcher = FORM.matcher(fileName);
    String version = matcher.matches() ? matcher.group("version") : null;
    return version == null ? null : version.replace('_', '.');
  }

  MigrationScript script(int checksum) {
    return new MigrationScript(version, description, fileName, checksum);
  }
}
