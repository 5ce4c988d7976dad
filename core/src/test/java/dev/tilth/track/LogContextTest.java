package dev.tilth.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

final class LogContextTest {

  private static final UUID RUN = new UUID(1, 2);

  @AfterEach
  void nothing_is_left() {
    assertThat(seen()).containsExactly("-", "-", "-");
  }

  @Test
  void a_run_is_there_until_it_is_closed() {
    LogContext context = LogContext.ofRun(RUN);
    context.environment("qa");
    LogContext.step(Optional.of("V1__a.sql"));
    assertThat(seen()).containsExactly(RUN.toString(), "qa", "V1__a.sql");
    context.close();
  }

  @Test
  void a_step_gives_way_to_what_was_there_before_also_when_it_fails() {
    LogContext.step(Optional.of("outer"));
    assertThat(LogContext.inStep("inner", LogContextTest::seen)).containsExactly("-", "-", "inner");
    assertThat(seen()).containsExactly("-", "-", "outer");
    LogContext.step(Optional.empty());
  }

  @Test
  void another_thread_has_it_while_it_does_the_work_that_was_given_to_it() throws Exception {
    LogContext context = LogContext.ofRun(RUN);
    AtomicReference<List<String>> during = new AtomicReference<>(List.of());
    AtomicReference<List<String>> after = new AtomicReference<>(List.of());
    Runnable work = LogContext.carried(() -> during.set(seen()));
    context.close();
    Thread other =
        new Thread(() -> {
          work.run();
          after.set(seen());
        });
    other.start();
    other.join();
    assertThat(during.get()).containsExactly(RUN.toString(), "-", "-");
    assertThat(after.get()).containsExactly("-", "-", "-");
  }

  private static List<String> seen() {
    return Stream.of(LogContext.RUN, LogContext.ENVIRONMENT, LogContext.STEP)
        .map(key -> Optional.ofNullable(MDC.get(key)).orElse("-"))
        .toList();
  }
}
