package dev.tilth.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
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
import org.slf4j.event.KeyValuePair;

/**
 * Turns a log event into one JSON object on one line, in ASCII. Logback's own encoder has the
 * context in an object of its own, times as numbers, and the messages of exceptions, of which some
 * quote rows.
 *
 * <ol>
 *   <li>{@code timestamp} (ISO-8601 in UTC, milliseconds), {@code level}.
 *   <li>{@code run}, {@code environment}, {@code step}: those of {@link LogContext} that are known.
 *   <li>{@code logger}, {@code message}.
 *   <li>The event's own key-value pairs. One that has the name of a field stands in for it.
 *   <li>{@code exception}: the classes of an exception and its causes, and where the innermost was
 *       thrown; no messages.
 * </ol>
 */
final class JsonLineEncoder extends EncoderBase<ILoggingEvent> {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final Map<String, String> CONTEXT =
      Map.of(LogContext.RUN, "run", LogContext.ENVIRONMENT, "environment", LogContext.STEP, "step");

  private static final List<String> CONTEXT_ORDER =
      List.of(LogContext.RUN, LogContext.ENVIRONMENT, LogContext.STEP);

  /** A value that is JSON already. */
  record Raw(String json) {}

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    return (object(fields(event)) + "\n").getBytes(US_ASCII);
  }

  /** How long this text is as a value. */
  static int length(String text) {
    return object(Map.of("", text)).length();
  }

  private static Map<String, Object> fields(ILoggingEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("timestamp", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
    fields.put("level", event.getLevel().toString());
    Map<String, String> context = event.getMDCPropertyMap();
    for (String key : CONTEXT_ORDER) {
      Optional.ofNullable(context.get(key))
          .ifPresent(value -> fields.put(String.valueOf(CONTEXT.get(key)), value));
    }
    fields.put("logger", event.getLoggerName());
    fields.put("message", event.getFormattedMessage());
    for (KeyValuePair pair :
        Optional.ofNullable(event.getKeyValuePairs()).orElseGet(List::<KeyValuePair>of)) {
      fields.put(pair.key, pair.value);
    }
    Optional.ofNullable(event.getThrowableProxy())
        .ifPresent(thrown -> fields.put("exception", ExceptionSummary.of(thrown)));
    return fields;
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
