package dev.tilth.lambda;

import java.time.Duration;
import java.util.List;

/** How an execution of a state machine ended. */
sealed interface Execution {

  /** The states that were entered, in that order. */
  List<String> states();

  /** How long was waited before each retry. */
  List<Duration> waits();

  /** How often a state of this name was entered. */
  default long times(String state) {
    return states().stream().filter(state::equals).count();
  }

  /** With the output of its last state. */
  record Succeeded(Object output, List<String> states, List<Duration> waits) implements Execution {}

  /** With what failed it. */
  record Failed(String error, String cause, List<String> states, List<Duration> waits)
      implements Execution {}
}
