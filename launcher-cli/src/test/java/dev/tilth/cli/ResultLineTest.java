package dev.tilth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tilth.spi.FailureKind;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

final class ResultLineTest {

  @Test
  void a_result_is_there_for_machines_and_for_a_page() {
    LogLine line = logged("Wrong.");
    assertThat(line.field("level")).isEqualTo("ERROR");
    assertThat(line.field("event")).isEqualTo("report");
    assertThat(line.field("document")).startsWith("{\"document\":\"error\"").contains("Wrong.");
    assertThat(line.field("markdown")).contains("Wrong.");
    assertThat(line.fields()).doesNotContainKey("left_out");
  }

  @Test
  void what_does_not_fit_is_left_out_and_named() {
    LogLine half = logged("x".repeat(ResultLine.LIMIT / 2));
    assertThat(half.field("left_out")).isEqualTo("markdown");
    assertThat(half.fields()).containsKey("document").doesNotContainKey("markdown");

    LogLine none = logged("x".repeat(ResultLine.LIMIT));
    assertThat(none.field("left_out")).isEqualTo("details, markdown");
    assertThat(none.fields()).doesNotContainKey("markdown");
    assertThat(none.field("document"))
        .isEqualTo("{\"document\":\"error\",\"format\":1,\"outcome\":\"failed\",\"exit_code\":1}");
  }

  private static LogLine logged(String message) {
    ListAppender<ILoggingEvent> seen = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(ResultLine.class);
    logger.setAdditive(false);
    logger.addAppender(seen);
    seen.start();
    try {
      ResultLine.log(
          Level.ERROR, "failed", renderer -> renderer.error(FailureKind.FAILED, message));
    } finally {
      logger.detachAppender(seen);
      logger.setAdditive(true);
    }
    return LogLine.parse(new String(new JsonLineEncoder().encode(seen.list.getFirst()), UTF_8));
  }
}
