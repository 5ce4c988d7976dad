package dev.tilth.data;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Proves that no two rows have one key, where each row's key is greater than that of the row
 * before, in an order in which the server's equal keys are equal too. Whoever wants to know of keys
 * in another order has to ask the server.
 */
final class KeyOrder {

  private static final int UUID_LENGTH = 36;

  /** Part by part in the order of the key: its position in the row, from 1, and how it compares. */
  private final List<Part> parts = new ArrayList<>();

  private final List<@Nullable Object> last = new ArrayList<>();
  private boolean proven;
  private boolean atFirst = true;

  private record Part(int position, Kind kind) {}

  /** What is known of the equality of a type. */
  private enum Kind {
    NUMBER,
    TEXT,
    /** The server cuts blanks off that are too many. */
    BOUNDED_TEXT,
    UUID,
    UNKNOWN
  }

  /**
   * @param bytewise whether texts are equal only if their bytes are
   */
  KeyOrder(Layout layout, boolean bytewise) {
    this.proven = layout.isKeyPlain();
    for (int part = 0; proven && part < layout.key().expressions().size(); part++) {
      Target target = layout.target(layout.key().column(part));
      parts.add(new Part(target.fields().getFirst().position(), kind(target.column(), bytewise)));
      last.add(null);
    }
  }

  /** Whether texts are part of the key. */
  static boolean compares(Layout layout) {
    return layout.isKeyPlain()
        && layout.key().columns().stream()
            .map(name -> kind(layout.target(name).column(), true))
            .anyMatch(kind -> kind == Kind.TEXT || kind == Kind.BOUNDED_TEXT);
  }

  private static Kind kind(Column column, boolean bytewise) {
    if (column.definedType() != null) {
      return Kind.UNKNOWN;
    }
    return switch (column.type()) {
      case "smallint", "integer", "bigint" -> Kind.NUMBER;
      case "uuid" -> Kind.UUID;
      case "text", "character varying" -> bytewise ? Kind.TEXT : Kind.UNKNOWN;
      default ->
          bytewise && column.baseType().equals("character varying")
              ? Kind.BOUNDED_TEXT
              : Kind.UNKNOWN;
    };
  }

  /** Whether all keys so far are known to be complete and different. */
  boolean proven() {
    return proven;
  }

  /**
   * Takes the next row.
   *
   * @param row its fields by their positions
   */
  void add(IntFunction<@Nullable String> row) {
    if (proven) {
      proven = follows(row);
      atFirst = false;
    }
  }

  private boolean follows(IntFunction<@Nullable String> row) {
    int order = atFirst ? 1 : 0;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      String text = row.apply(part.position());
      if (text == null) {
        return false;
      }
      if (part.kind() == Kind.UNKNOWN) {
        continue;
      }
      Object value = value(part.kind(), text);
      if (value == null) {
        return false;
      }
      Object before = last.set(i, value);
      if (order == 0 && before != null) {
        order = compare(value, before);
      }
    }
    return order > 0;
  }

  private static int compare(Object value, Object before) {
    return value instanceof Long number
        ? number.compareTo((Long) before)
        : value.toString().compareTo(before.toString());
  }

  private static @Nullable Object value(Kind kind, String text) {
    return switch (kind) {
      case NUMBER -> {
        OptionalLong number = Digits.number(text);
        yield number.isPresent() ? number.getAsLong() : null;
      }
      case BOUNDED_TEXT -> text.endsWith(" ") ? null : text;
      case UUID -> isUuid(text) ? text : null;
      default -> text;
    };
  }

  private static boolean isHexDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  /** As the server writes it; it reads other forms and capital letters too. */
  private static boolean isUuid(String text) {
    if (text.length() != UUID_LENGTH) {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = text.charAt(i);
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen ? c != '-' : !isHexDigit(c)) {
        return false;
      }
    }
    return true;
  }
}
