package dev.tilth.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A small outcome: a sentence for people, a flat object for machines.
 *
 * @param document names the sort of document, as in those of {@link dev.tilth.render.Renderer}
 * @param text without a line feed at its end
 * @param fields in their order
 */
record Note(String document, String outcome, String text, Map<String, String> fields) {

  private static final int FORMAT = 1;

  Note(String document, String outcome, String text) {
    this(document, outcome, text, Map.of());
  }

  /** The same with one more field. */
  Note with(String field, String value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(field, value);
    return new Note(document, outcome, text, more);
  }

  String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("document", document);
      json.writeNumberField("format", FORMAT);
      json.writeStringField("outcome", outcome);
      for (Map.Entry<String, String> field : fields.entrySet()) {
        json.writeStringField(field.getKey(), field.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }
}
