package dev.tilth.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets Logback up: plain lines on standard error, unless {@link #set} says otherwise. In code,
 * because reading XML doubles the time that Logback needs to start. Found by Logback through the
 * service loader.
 */
public final class LoggingConfigurator extends ContextAwareBase implements Configurator {

  private static final String PLAIN = "%replace(%level: ){'^INFO: ',''}%msg%n%nopex";
  private static final String DETAILED = "%d{HH:mm:ss.SSS} %-5level %logger{24}: %msg%n";

  /** For Logback. */
  public LoggingConfigurator() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    apply(context, LogFormat.TEXT, Target.STANDARD_ERROR, false);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Where lines go. */
  enum Target {
    STANDARD_OUTPUT("System.out"),
    STANDARD_ERROR("System.err");

    private final String name;

    Target(String name) {
      this.name = name;
    }
  }

  /** Sets everything anew. */
  static void set(LogFormat format, Target target, boolean verbose) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    apply(context, format, target, verbose);
  }

  private static void apply(
      LoggerContext context, LogFormat format, Target target, boolean verbose) {
    Encoder<ILoggingEvent> encoder =
        switch (format) {
          case TEXT -> lines(verbose ? DETAILED : PLAIN, context);
          case JSON -> new JsonLineEncoder();
        };
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget(target.name);
    console.setEncoder(encoder);
    console.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
    context.getLogger("dev.tilth").setLevel(verbose ? Level.DEBUG : Level.INFO);
    if (!verbose) {
      // What it says of a failure is in the report, with more of it.
      context.getLogger("org.flywaydb").setLevel(Level.OFF);
    }
    // Warns on every server older than the newest that jOOQ knows.
    context.getLogger("org.jooq.impl.DefaultExecuteContext.logVersionSupport").setLevel(Level.OFF);
  }

  private static Encoder<ILoggingEvent> lines(String pattern, LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern);
    return encoder;
  }
}
