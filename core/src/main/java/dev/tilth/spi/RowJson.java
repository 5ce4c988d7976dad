package dev.tilth.spi;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rows from code as JSON lines: the same text for equal rows, in every process. */
final class RowJson {

  private static final Pattern WORD_STARTS =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  private final String name;
  private final StringBuilder out = new StringBuilder();
  private int row;
  private String column = "";

  RowJson(String name) {
    this.name = name;
  }

  /** One line for each row, in their order. */
  String lines(List<? extends Record> rows) {
    for (Record one : rows) {
      row++;
      object(one, true);
      out.append('\n');
    }
    return out.toString();
  }

  private void object(Record fields, boolean isRow) {
    String separator = "{";
    for (RecordComponent component : fields.getClass().getRecordComponents()) {
      String key = isRow ? columnOf(component.getName()) : component.getName();
      if (isRow) {
        column = key;
      }
      out.append(separator);
      text(key);
      out.append(':');
      value(read(component, fields));
      separator = ",";
    }
    out.append(separator.equals("{") ? "{}" : "}");
  }

  private static String columnOf(String component) {
    return WORD_STARTS.matcher(component).replaceAll("_").toLowerCase(Locale.ROOT);
  }

  private @Nullable Object read(RecordComponent component, Record fields) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(fields);
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      throw UnusableRowException.unreadable(name, row, column, e);
    }
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case Boolean flag -> out.append(flag);
      case Number number -> number(number);
      case Enum<?> constant -> text(constant.name());
      case byte[] bytes -> text("\\x" + HexFormat.of().formatHex(bytes));
      case List<?> elements -> array(elements);
      case Map<?, ?> entries -> object(entries);
      case Record fields -> object(fields, false);
      default -> text(textOf(value));
    }
  }

  private void number(Number number) {
    switch (number) {
      case Double real when !Double.isFinite(real) -> text(real.toString());
      case Float real when !Float.isFinite(real) -> text(real.toString());
      case Byte n -> out.append(n);
      case Short n -> out.append(n);
      case Integer n -> out.append(n);
      case Long n -> out.append(n);
      case Float n -> out.append(n);
      case Double n -> out.append(n);
      case BigInteger n -> out.append(n);
      case BigDecimal n -> out.append(n);
      default -> throw UnusableRowException.unknownType(name, row, column, number);
    }
  }

  private String textOf(Object value) {
    return switch (value) {
      case String text -> text;
      case UUID id -> id.toString();
      case ZonedDateTime moment -> moment.toOffsetDateTime().toString();
      case TemporalAccessor moment -> moment.toString();
      case TemporalAmount duration -> duration.toString();
      case ZoneId zone -> zone.getId();
      default -> throw UnusableRowException.unknownType(name, row, column, value);
    };
  }

  private void array(List<?> elements) {
    String separator = "";
    out.append('[');
    for (Object element : elements) {
      out.append(separator);
      value(element);
      separator = ",";
    }
    out.append(']');
  }

  /** By key, since the order of a map may differ from one process to the next. */
  private void object(Map<?, ?> entries) {
    Map<String, @Nullable Object> sorted = new TreeMap<>();
    entries.forEach((key, value) -> sorted.put(keyOf(key), value));
    String separator = "";
    out.append('{');
    for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
      out.append(separator);
      text(entry.getKey());
      out.append(':');
      value(entry.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private String keyOf(@Nullable Object key) {
    return switch (key) {
      case String text -> text;
      case Enum<?> constant -> constant.name();
      case null, default -> throw UnusableRowException.unknownType(name, row, column, key);
    };
  }

  /** Surrogates are escaped: half of a pair would otherwise become another character. */
  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        out.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
