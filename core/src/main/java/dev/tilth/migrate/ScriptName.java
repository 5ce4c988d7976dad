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

  /** Flyway cuts what is longer off, and takes the script for another one from then on. */
  private static final int LONGEST_DESCRIPTION = 200;

  /** What the columns of the history take. */
  private static final int LONGEST_VERSION = 50;

  private static final int LONGEST_FILE_NAME = 1000;

  private static final int SHOWN = 40;

  static Optional<ScriptName> parse(String fileName, List<String> problems) {
    Matcher matcher = FORM.matcher(fileName);
    if (!matcher.matches()) {
      problems.add(
          ("%s is not the name of a migration: use V<version>__<description>.sql, such as"
                  + " V7__add_phone.sql, or R__<description>.sql.")
              .formatted(fileName));
      return Optional.empty();
    }
    checkLength("description", matcher.group("description"), LONGEST_DESCRIPTION, problems);
    checkLength("version", matcher.group("version"), LONGEST_VERSION, problems);
    checkLength("name", fileName, LONGEST_FILE_NAME, problems);
    return Optional.of(
        new ScriptName(
            Optional.ofNullable(matcher.group("version")).map(Version::of),
            matcher.group("description").replace('_', ' '),
            fileName));
  }

  private static void checkLength(
      String what, @Nullable String text, int longest, List<String> problems) {
    if (text != null && text.length() > longest) {
      problems.add(
          "The %s of a migration has %d characters at most, but this one has %d: %s..."
              .formatted(what, longest, text.length(), text.substring(0, SHOWN)));
    }
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
