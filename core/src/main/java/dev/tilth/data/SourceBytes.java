package dev.tilth.data;

import dev.tilth.spi.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The bytes of a source as they are read: what is compressed, by its name, is unpacked. */
public final class SourceBytes {

  private static final String ZIPPED = ".gz";

  private SourceBytes() {}

  /** Opens the content from its start; the caller closes it. */
  public static InputStream open(Resource source) throws IOException {
    InputStream bytes = source.open();
    if (source instanceof Resource.RowsResource || !isZipped(source.name())) {
      return bytes;
    }
    try {
      return new GZIPInputStream(bytes);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /**
   * The content as text, without a byte order mark; the caller closes it. What is not UTF-8, or
   * cannot be unpacked, is a {@link dev.tilth.spi.TilthException} with file and line.
   */
  public static Reader text(Resource source) throws IOException {
    return new Utf8Reader(source.name(), () -> open(source));
  }

  static boolean isZipped(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(ZIPPED);
  }

  /** The name that the content has when it is unpacked. */
  static String unzippedName(String name) {
    return isZipped(name) ? name.substring(0, name.length() - ZIPPED.length()) : name;
  }
}
