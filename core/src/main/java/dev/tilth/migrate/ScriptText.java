package dev.tilth.migrate;

import dev.tilth.spi.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** The text of a script, and the checksum that Flyway's history table holds of it. */
final class ScriptText {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ScriptText() {}

  static String read(Resource resource, List<String> problems) {
    try (InputStream stream = resource.open()) {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(stream.readAllBytes()))
              .toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      problems.add("%s is not UTF-8.".formatted(resource.name()));
    } catch (IOException e) {
      problems.add("%s cannot be read: %s".formatted(resource.name(), e.getMessage()));
    }
    return "";
  }

  /**
   * Flyway's checksum: the CRC-32 of the lines' bytes in UTF-8, without their ends, so that a
   * checkout with other line endings has the same one.
   */
  static int checksum(String text) {
    CRC32 crc = new CRC32();
    text.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
    return (int) crc.getValue();
  }
}
