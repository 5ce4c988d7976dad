package dev.tilth.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.testing.faults.ClientMessage;
import dev.tilth.testing.faults.Cut.Moment;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CutPointTest {

  private static final List<ClientMessage> MESSAGES =
      List.of(
          message(1, 1, "StartupMessage", "", ""),
          message(2, 1, "Parse", "COMMIT", ""),
          message(3, 2, "Query", "SELECT 1", ""),
          message(4, 1, "Execute", "", ""),
          message(5, 1, "Sync", "", ""),
          message(6, 1, "Bind", "", "COMMIT"),
          message(7, 1, "Sync", "", ""),
          message(8, 1, "Sync", "", ""),
          message(9, 1, "Query", "commit and chain", ""),
          message(10, 1, "Terminate", "", ""));

  @Test
  void first_last_and_the_ends_of_commits_are_always_cut_in_both_directions() {
    assertThat(CutPoint.of(MESSAGES, 0))
        .extracting(point -> point.message().number())
        .containsExactly(5, 5, 7, 7, 9, 9, 1, 1, 10, 10);
    assertThat(CutPoint.of(MESSAGES, 0))
        .extracting(CutPoint::moment)
        .startsWith(Moment.AFTER_MESSAGE, Moment.BEFORE_ANSWER);
  }

  @Test
  void others_are_spread_evenly_and_the_same_each_time() {
    assertThat(CutPoint.of(MESSAGES, 5))
        .isEqualTo(CutPoint.of(MESSAGES, 5))
        .extracting(point -> point.message().number())
        .endsWith(2, 3, 4, 6, 8)
        .hasSize(15);
  }

  @Test
  void no_more_are_cut_than_there_are() {
    assertThat(CutPoint.of(MESSAGES, Integer.MAX_VALUE)).hasSize(20).doesNotHaveDuplicates();
    assertThat(CutPoint.of(List.of(), 3)).isEmpty();
  }

  private static ClientMessage message(
      int number, int connection, String name, String text, String bound) {
    return new ClientMessage(number, connection, name, text, bound);
  }
}
