package dev.tilth.data;

import static java.util.Map.entry;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The types that are written in binary. What a text means to the server is told by its type's input
 * function alone; these take the texts of which that is beyond doubt.
 */
final class BinaryTypes {

  private static final BinaryType TEXT =
      (utf8, start, end, to) -> {
        to.value(utf8, start, end);
        return true;
      };

  /** By the names that the server writes. Those with a length or precision are held to it there. */
  private static final Map<String, BinaryType> TYPES =
      Map.ofEntries(
          entry("text", TEXT),
          entry("character varying", TEXT),
          entry("bpchar", TEXT),
          entry("json", TEXT),
          entry("jsonb", BinaryTypes::jsonb),
          entry("boolean", BinaryTypes::bool),
          entry("uuid", BinaryTypes::uuid),
          entry("smallint", BinaryNumbers::smallint),
          entry("integer", BinaryNumbers::integer),
          entry("bigint", BinaryNumbers::bigint),
          entry("real", BinaryNumbers::real),
          entry("double precision", BinaryNumbers::doublePrecision),
          entry("numeric", BinaryNumeric::add),
          entry("date", BinaryTimes::date),
          entry("timestamp without time zone", BinaryTimes::timestamp),
          entry("timestamp with time zone", BinaryTimes::timestampWithTimeZone));

  private static final byte JSONB_VERSION = 1;
  private static final int UUID_TEXT = 36;
  private static final int UUID_BYTES = 16;

  private BinaryTypes() {}

  /** How a column's values are written; nothing if its type is not one of these. */
  static Optional<BinaryType> of(Column column) {
    return column.definedType() == null
        ? Optional.ofNullable(TYPES.get(column.baseType()))
        : Optional.empty();
  }

  private static boolean jsonb(byte[] utf8, int start, int end, CopyBinary to) {
    to.length(1 + end - start);
    to.add(JSONB_VERSION);
    to.add(utf8, start, end);
    return true;
  }

  private static boolean bool(byte[] utf8, int start, int end, CopyBinary to) {
    String text = Ascii.text(utf8, start, end);
    boolean truth = text.equals("true") || text.equals("t");
    to.length(1);
    to.add((byte) (truth ? 1 : 0));
    return truth || text.equals("false") || text.equals("f");
  }

  private static boolean uuid(byte[] utf8, int start, int end, CopyBinary to) {
    if (end - start != UUID_TEXT) {
      return false;
    }
    to.length(UUID_BYTES);
    int at = start;
    while (at < end) {
      int place = at - start;
      if (place == 8 || place == 13 || place == 18 || place == 23) {
        if (utf8[at] != '-') {
          return false;
        }
        at++;
      }
      if (!HexFormat.isHexDigit(utf8[at]) || !HexFormat.isHexDigit(utf8[at + 1])) {
        return false;
      }
      to.add(
          (byte) ((HexFormat.fromHexDigit(utf8[at]) << 4) | HexFormat.fromHexDigit(utf8[at + 1])));
      at += 2;
    }
    return true;
  }
}
