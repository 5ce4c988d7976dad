package dev.tilth.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets Logback up: plain lines on standard error. In code, because reading XML doubles the time
 * that Logback needs to start. Found by Logback through the service loader.
 */
public final class LoggingConfigurator extends ContextAwareBase implements Configurator {

  private static final String PLAIN = "%replace(%level: ){'^INFO: ',''}%msg%n%nopex";
  private static final String DETAILED = "%d{HH:mm:ss.SSS} %-5level %logger{24}: %msg%n";

  /** For Logback. */
  public LoggingConfigurator() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    set(context, Level.INFO, PLAIN);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** What {@code --verbose} asks for. */
  static void useDebugLevel() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    set(context, Level.DEBUG, DETAILED);
  }

  private static void set(LoggerContext context, Level own, String pattern) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern);
    encoder.start();
    ConsoleAppender<ILoggingEvent> standardError = new ConsoleAppender<>();
    standardError.setContext(context);
    standardError.setTarget("System.err");
    standardError.setEncoder(encoder);
    standardError.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(standardError);
    context.getLogger("dev.tilth").setLevel(own);
    if (own.isGreaterOrEqual(Level.INFO)) {
      // What it says of a failure is in the report, with more of it.
      context.getLogger("org.flywaydb").setLevel(Level.OFF);
    }
    // Warns on every server older than the newest that jOOQ knows.
    context.getLogger("org.jooq.impl.DefaultExecuteContext.logVersionSupport").setLevel(Level.OFF);
  }
}
