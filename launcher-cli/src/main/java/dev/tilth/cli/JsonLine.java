package dev.tilth.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.tilth.track.LogContext;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One JSON object on one line, in ASCII.
 *
 * <ol>
 *   <li>{@code timestamp} (ISO-8601 in UTC, milliseconds), {@code level}.
 *   <li>{@code run}, {@code environment}, {@code step}: those of {@link LogContext} that are known.
 *   <li>{@code logger}, {@code message}.
 *   <li>What is added. A field that has the name of one above stands in for it.
 * </ol>
 */
final class JsonLine {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final Map<String, String> CONTEXT =
      Map.of(LogContext.RUN, "run", LogContext.ENVIRONMENT, "environment", LogContext.STEP, "step");

  private static final List<String> CONTEXT_ORDER =
      List.of(LogContext.RUN, LogContext.ENVIRONMENT, LogContext.STEP);

  private final Map<String, Object> fields = new LinkedHashMap<>();

  /** A value that is JSON already. */
  record Raw(String json) {}

  JsonLine(Instant time, String level, Map<String, String> context, String logger, String message) {
    fields.put("timestamp", TIME.format(time));
    fields.put("level", level);
    for (String key : CONTEXT_ORDER) {
      Optional.ofNullable(context.get(key))
          .ifPresent(value -> fields.put(String.valueOf(CONTEXT.get(key)), value));
    }
    fields.put("logger", logger);
    fields.put("message", message);
  }

  void add(String field, Object value) {
    fields.put(field, value);
  }

  /** With its line feed. */
  @Override
  public String toString() {
    return object(fields) + "\n";
  }

  /** How long this text is as a value. */
  static int length(String text) {
    return object(Map.of("", text)).length();
  }

  private static String object(Map<String, ?> fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, ?> field : fields.entrySet()) {
        json.writeFieldName(field.getKey());
        write(field.getValue(), json);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(Object value, JsonGenerator json) throws IOException {
    switch (value) {
      case Raw raw -> json.writeRawValue(raw.json());
      case Long number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      default -> json.writeString(String.valueOf(value));
    }
  }
}
