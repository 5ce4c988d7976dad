package dev.tilth.cli;

import dev.tilth.render.Renderer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The result of a command as a log line, for tasks whose output is collected line by line: {@code
 * event} is {@code report}, {@code document} what {@code --output json} prints, {@code markdown}
 * what {@code --report} writes. Collectors cut or drop lines that are too long, Amazon CloudWatch
 * Logs those above 256 KiB: what does not fit is left out, Markdown first, and named in {@code
 * left_out}.
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
      line = line.addKeyValue("left_out", "document, markdown");
    } else {
      line = line.addKeyValue("document", new JsonLine.Raw(document));
      line =
          JsonLine.length(markdown) > left
              ? line.addKeyValue("left_out", "markdown")
              : line.addKeyValue("markdown", markdown);
    }
    line.log(message);
  }
}
