package dev.tilth.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.tilth.seed.TableRows;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TilthException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A JSON document under construction. */
final class Json {

  private static final int FORMAT = 1;

  /** ASCII reaches its reader whole, whatever the character set of the standard output is. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final JsonGenerator generator;

  private Json(JsonGenerator generator) {
    this.generator = generator;
  }

  static String document(String sort, Consumer<Json> body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      generator.writeStartObject();
      Json json = new Json(generator);
      json.text("document", sort);
      json.number("format", FORMAT);
      body.accept(json);
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  void text(String name, String value) {
    write(() -> generator.writeStringField(name, value));
  }

  void text(String name, Optional<String> value) {
    value.ifPresentOrElse(present -> text(name, present), () -> none(name));
  }

  void number(String name, long value) {
    write(() -> generator.writeNumberField(name, value));
  }

  void number(String name, Optional<Long> value) {
    value.ifPresentOrElse(present -> number(name, present), () -> none(name));
  }

  void flag(String name, boolean value) {
    write(() -> generator.writeBooleanField(name, value));
  }

  void instant(String name, Instant value) {
    text(name, value.toString());
  }

  void millis(String name, Duration value) {
    number(name, value.toMillis());
  }

  void none(String name) {
    write(() -> generator.writeNullField(name));
  }

  void object(String name, Runnable body) {
    write(() -> generator.writeObjectFieldStart(name));
    body.run();
    write(generator::writeEndObject);
  }

  <T> void object(String name, Optional<T> value, Consumer<T> body) {
    value.ifPresentOrElse(present -> object(name, () -> body.accept(present)), () -> none(name));
  }

  void texts(String name, List<String> values) {
    write(() -> generator.writeArrayFieldStart(name));
    values.forEach(value -> write(() -> generator.writeString(value)));
    write(generator::writeEndArray);
  }

  /** An array of objects, of which {@code body} writes the fields. */
  <T> void objects(String name, List<T> values, Consumer<T> body) {
    write(() -> generator.writeArrayFieldStart(name));
    for (T value : values) {
      write(generator::writeStartObject);
      body.accept(value);
      write(generator::writeEndObject);
    }
    write(generator::writeEndArray);
  }

  void rows(String name, Optional<RowCounts> rows) {
    object(name, rows, this::counts);
  }

  void tables(String name, List<TableRows> tables) {
    objects(
        name,
        tables,
        table -> {
          text("table", table.table());
          counts(table.rows());
        });
  }

  private void counts(RowCounts rows) {
    number("inserted", rows.inserted());
    number("updated", rows.updated());
    number("deleted", rows.deleted());
    number("unchanged", rows.unchanged());
  }

  void error(Optional<TilthException> failure) {
    object(
        "error",
        failure,
        present -> failure(present.kind(), present.exitCode(), Words.message(present)));
  }

  /** The fields of an error. */
  void failure(FailureKind kind, int exitCode, String message) {
    text("kind", Words.word(kind));
    number("exit_code", exitCode);
    text("message", message);
  }

  private static void write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Writing {
    void run() throws IOException;
  }
}
