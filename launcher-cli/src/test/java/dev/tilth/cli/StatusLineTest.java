package dev.tilth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

final class StatusLineTest {

  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
  private final StatusLine line = new StatusLine(new PrintStream(raw, true, UTF_8), 20);
  private final PrintStream log = new PrintStream(line, true, UTF_8);

  @Test
  void a_text_takes_the_place_of_the_one_before() {
    line.show("one and a half");
    assertThat(screen()).isEqualTo("one and a half");
    line.show("two");
    assertThat(screen()).isEqualTo("two");
    line.show("");
    assertThat(screen()).isEmpty();
  }

  @Test
  void lines_of_the_log_stand_above_it() {
    log.println("begin");
    line.show("half of it is done");
    log.println("A");
    log.printf("%s%n%s%n", "B", "C");
    assertThat(screen()).isEqualTo("begin\nA\nB\nC\nhalf of it is don");
    line.show("");
    log.println("end");
    assertThat(screen()).isEqualTo("begin\nA\nB\nC\nend\n");
  }

  @Test
  void what_is_not_a_whole_line_is_left_alone() {
    line.show("half of it");
    log.print("Who are you? ");
    line.show("more of it");
    assertThat(screen()).isEqualTo("Who are you? ");
    log.println("me");
    assertThat(screen()).isEqualTo("Who are you? me\nmore of it");
  }

  @Test
  void a_long_text_and_an_interrupt_leave_nothing_behind() {
    line.show("one and two and three and four");
    raw.writeBytes("^C".getBytes(UTF_8));
    line.end();
    assertThat(screen()).isEmpty();
  }

  @Test
  void after_its_end_nothing_is_shown() {
    line.show("half");
    line.end();
    line.show("more");
    log.println("stopping");
    assertThat(screen()).isEqualTo("stopping\n");
  }

  @Test
  void who_shows_nothing_writes_nothing_of_its_own() {
    line.show("");
    log.println("ä€");
    line.end();
    assertThat(raw.toString(UTF_8)).isEqualTo("ä€" + System.lineSeparator());
  }

  private String screen() {
    return Screen.after(raw.toString(UTF_8), 20);
  }
}
