package dev.tilth.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tilth.render.Renderer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The result of a command as a log line, for tasks whose output is collected line by line: {@code
 * event} is {@code report}, {@code document} what {@code --output json} prints, {@code markdown}
 * what {@code --report} writes. Collectors cut or drop lines that are too long, Amazon CloudWatch
 * Logs those above 256 KiB. What does not fit is left out and named in {@code left_out}: Markdown
 * first, then the {@code details}, which are the lists and objects of the document. Its outcome and
 * the hash of a plan are always there, since a deployment waits for them.
 */
final class ResultLine {

  static final int LIMIT = 200 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(ResultLine.class);

  private ResultLine() {}

  static void log(Level level, String message, Function<Renderer, String> result) {
    String document = result.apply(Renderer.json()).strip();
    String markdown = result.apply(Renderer.markdown());
    int left = LIMIT - document.length();
    LoggingEventBuilder line = LOG.atLevel(level).addKeyValue("event", "report");
    if (left < 0) {
      line =
          line.addKeyValue("document", new JsonLine.Raw(head(document)))
              .addKeyValue("left_out", "details, markdown");
    } else {
      line = line.addKeyValue("document", new JsonLine.Raw(document));
      line =
          JsonLine.length(markdown) > left
              ? line.addKeyValue("left_out", "markdown")
              : line.addKeyValue("markdown", markdown);
    }
    line.log(message);
  }

  /** The document without its lists and objects. */
  private static String head(String document) {
    JsonFactory factory = new JsonFactory();
    StringWriter text = new StringWriter();
    try (JsonParser parser = factory.createParser(document);
        JsonGenerator json = factory.createGenerator(text)) {
      parser.nextToken();
      json.writeStartObject();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        if (parser.nextToken().isStructStart()) {
          parser.skipChildren();
        } else {
          json.writeFieldName(field);
          json.copyCurrentEvent(parser);
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
