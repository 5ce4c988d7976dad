package dev.tilth.spi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The release of a content module, for {@link MigrationSource#release} and {@link
 * SeederCatalog#release}, from a resource that the build fills in: {@code ${tilth.content.release}}
 * in a file that Maven filters, for example.
 */
public final class ContentRelease {

  /** What fits into a {@code long}, and what PostgreSQL takes as a {@code bigint}. */
  private static final Pattern FORM = Pattern.compile("[0-9]{1,18}");

  private ContentRelease() {}

  /**
   * Reads a resource that holds nothing but the number.
   *
   * @return 0 or more
   * @throws UnusableReleaseException if it holds something else, or cannot be read
   */
  public static long in(Resource resource) {
    try (InputStream stream = resource.open()) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!FORM.matcher(text).matches()) {
        throw new UnusableReleaseException(resource.name(), text);
      }
      return Long.parseLong(text);
    } catch (IOException e) {
      throw new UnusableReleaseException(resource.name(), e);
    }
  }
}
