package dev.tilth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.tilth.track.LogContext;
import java.net.SocketException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

final class JsonLineEncoderTest {

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

  @Test
  void a_line_has_time_level_logger_and_message() {
    assertThat(encoded(event("A \"quoted\"\nline, \u00e9")))
        .isEqualTo(
            """
            {"timestamp":"2026-11-23T12:34:56.007Z","level":"WARN","logger":"dev.tilth.x",\
            "message":"A \\"quoted\\"\\nline, \\u00E9"}
            """);
  }

  @Test
  void the_context_of_the_run_stands_before_the_message_and_no_other_context() {
    LoggingEvent event = event("m");
    event.setMDCPropertyMap(
        Map.of(
            LogContext.STEP,
            "V1__a.sql",
            LogContext.RUN,
            "r",
            LogContext.ENVIRONMENT,
            "qa",
            "password",
            "geheim"));
    assertThat(encoded(event))
        .contains("\"run\":\"r\",\"environment\":\"qa\",\"step\":\"V1__a.sql\",\"logger\"")
        .doesNotContain("geheim");
  }

  @Test
  void pairs_are_fields_of_their_kind_and_stand_in_for_the_context() {
    LoggingEvent event = event("m");
    event.setMDCPropertyMap(Map.of(LogContext.STEP, "before"));
    event.addKeyValuePair(new KeyValuePair("step", "now"));
    event.addKeyValuePair(new KeyValuePair("duration_ms", 12L));
    event.addKeyValuePair(new KeyValuePair("document", new JsonLine.Raw("{\"a\":[1]}")));
    LogLine line = LogLine.parse(encoded(event));
    assertThat(line.field("step")).isEqualTo("now");
    assertThat(encoded(event))
        .contains("\"duration_ms\":12", "\"document\":{\"a\":[1]}")
        .doesNotContain("before");
  }

  @Test
  void an_exception_is_told_without_its_messages() {
    LoggingEvent event =
        event(
            "m",
            new IllegalStateException("Key (email)=(a@b)", new SocketException("password=geheim")));
    assertThat(LogLine.parse(encoded(event)).field("exception"))
        .startsWith("java.lang.IllegalStateException, caused by java.net.SocketException at ")
        .contains("JsonLineEncoderTest.java")
        .doesNotContain("a@b", "geheim");
  }

  private LoggingEvent event(String message) {
    return event(message, null);
  }

  private LoggingEvent event(String message, @Nullable Throwable thrown) {
    LoggingEvent event =
        new LoggingEvent(
            "", context.getLogger("dev.tilth.x"), Level.WARN, message, thrown, new Object[0]);
    event.setInstant(Instant.parse("2026-11-23T12:34:56.007890Z"));
    return event;
  }

  private static String encoded(LoggingEvent event) {
    return new String(new JsonLineEncoder().encode(event), UTF_8);
  }
}
