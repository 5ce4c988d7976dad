package dev.tilth.catalog;

import dev.tilth.data.SourceBytes;
import dev.tilth.spi.Resource;
import dev.tilth.spi.TilthException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that belongs to a seeder, by its name: {@code 010_roles.csv}, {@code roles.dev.csv},
 * {@code roles.conf}.
 *
 * @param number what it begins with; files without a number come last
 * @param seeder the name without number and endings
 * @param environment of an overlay; empty for any other file
 */
public record SeedFile(
    long number, String seeder, Optional<String> environment, Kind kind, Resource resource) {

  /** What a file holds. */
  public enum Kind {
    ROWS,
    SQL,
    SETTINGS
  }

  /** By number, then by name. */
  public static final Comparator<SeedFile> ORDER =
      Comparator.comparingLong(SeedFile::number).thenComparing(SeedFile::seeder);

  private static final Pattern ENDING =
      Pattern.compile("(?<stem>.+?)(?<ending>\\.(?:csv|jsonl)(?:\\.gz)?|\\.sql|\\.conf)");
  private static final Pattern ALMOST =
      Pattern.compile(".+\\.(?:csv|jsonl|sql|conf)(?:\\.gz)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern STEM =
      Pattern.compile(
          "(?:(?<number>\\d{1,18})[_-])?(?<seeder>[A-Za-z][A-Za-z0-9_-]{0,99})"
              + "(?:\\.(?<environment>[^.]+))?");

  /**
   * Takes a name apart.
   *
   * @return empty for a file that belongs to no seeder, such as {@code README.md}
   * @throws IllegalArgumentException if it looks as if it did, but does not; the message is a
   *     sentence
   */
  public static Optional<SeedFile> of(Resource resource) {
    Matcher ending = ENDING.matcher(resource.name());
    if (!ending.matches()) {
      checkOther(resource.name());
      return Optional.empty();
    }
    Matcher stem = STEM.matcher(ending.group("stem"));
    if (!stem.matches()) {
      throw new IllegalArgumentException(
          "This is no name of a seeder: expected are a letter, then letters, digits, underscores or"
              + " hyphens, such as roles.csv or 010_roles.csv.");
    }
    String number = stem.group("number");
    return Optional.of(
        new SeedFile(
            number == null ? Long.MAX_VALUE : Long.parseLong(number),
            stem.group("seeder"),
            Optional.ofNullable(stem.group("environment")),
            kind(ending.group("ending")),
            resource));
  }

  private static void checkOther(String name) {
    if (ALMOST.matcher(name).matches()) {
      boolean lowerCase = name.equals(name.toLowerCase(Locale.ROOT));
      throw new IllegalArgumentException(
          lowerCase
              ? "Only .csv and .jsonl can be compressed."
              : "Its ending must be in small letters.");
    }
  }

  private static Kind kind(String ending) {
    return switch (ending) {
      case ".sql" -> Kind.SQL;
      case ".conf" -> Kind.SETTINGS;
      default -> Kind.ROWS;
    };
  }

  /** The file's name. */
  public String name() {
    return resource.name();
  }

  /**
   * The whole text.
   *
   * @throws IOException if it cannot be read, or is not UTF-8; its message is a sentence, with the
   *     file's name and the line where that is known
   */
  public String text() throws IOException {
    try (Reader reader = SourceBytes.text(resource)) {
      StringWriter text = new StringWriter();
      reader.transferTo(text);
      return text.toString();
    } catch (TilthException e) {
      throw new IOException(e.getMessage(), e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Reads it to its end, and keeps nothing.
   *
   * @return how many characters it has, unpacked
   * @throws IOException as {@link #text}
   */
  public long check() throws IOException {
    try (Reader reader = SourceBytes.text(resource)) {
      return reader.transferTo(Writer.nullWriter());
    } catch (TilthException e) {
      throw new IOException(e.getMessage(), e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private IOException unreadable(IOException cause) {
    return new IOException(
        name().endsWith(".gz") ? "It cannot be unpacked." : "It cannot be read.", cause);
  }
}
