package dev.tilth;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What one logger is given, until closed. */
final class CapturedLog implements AutoCloseable {

  private final Logger logger;
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  CapturedLog(String name) {
    logger = (Logger) LoggerFactory.getLogger(name);
    events.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(events);
  }

  /** Other tests may be at work in the same process. */
  List<String> linesAbout(String name) {
    return List.copyOf(events.list).stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.contains(name))
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(events);
    logger.setLevel(null);
  }
}
