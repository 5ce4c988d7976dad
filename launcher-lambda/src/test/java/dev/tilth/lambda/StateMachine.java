package dev.tilth.lambda;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Plays {@code deploy.asl.json} as the Amazon States Language says
 * (https://states-language.net/spec.html), with paths, and only what the definition uses: whatever
 * else is in it is an error. Time passes in the function alone: the waits of retries are told and
 * not waited for, and no state times out.
 */
final class StateMachine {

  /** The most that a state may hand on (AWS Step Functions Developer Guide, "Quotas"). */
  private static final int LARGEST = 256 * 1024;

  private static final String INVOKE = "arn:aws:states:::lambda:invoke";

  /** A function as Step Functions invokes it: an exception is an error of its class's name. */
  interface Invoked {
    String invoke(String request) throws IOException;
  }

  private final State machine = State.machine();
  private final Invoked function;
  private final Consumer<Duration> meanwhile;
  private final List<String> entered = new ArrayList<>();
  private final List<Duration> waits = new ArrayList<>();

  /**
   * @param meanwhile what happens while a retry is waited for
   */
  StateMachine(Invoked function, Consumer<Duration> meanwhile) {
    this.function = function;
    this.meanwhile = meanwhile;
  }

  /** From the first state to the last. */
  Execution execute(String request) {
    try {
      Object output = output(machine.text("StartAt"), Json.read(request));
      return new Execution.Succeeded(output, List.copyOf(entered), List.copyOf(waits));
    } catch (ExecutionFailedException e) {
      String cause = String.valueOf(e.getMessage());
      return new Execution.Failed(e.error(), cause, List.copyOf(entered), List.copyOf(waits));
    }
  }

  private Object output(String first, Object input) {
    String name = first;
    Object data = input;
    while (true) {
      entered.add(name);
      State state = machine.state(name);
      data = bounded(result(state, data));
      if (state.type().equals("Succeed")) {
        return data;
      }
      name = state.next(data);
    }
  }

  private Object result(State state, Object data) {
    return switch (state.type()) {
      case "Pass" -> DataPath.fill(state.field("Parameters"), data);
      case "Choice" -> data;
      case "Task" -> task(state, data);
      case "Succeed" -> DataPath.needed(state.text("OutputPath"), data);
      case "Fail" -> throw new ExecutionFailedException(state.text("Error"), state.text("Cause"));
      default -> throw new AssertionError("This type is not played: " + state.type());
    };
  }

  private static Object bounded(Object data) {
    if (Json.write(data).getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      throw new ExecutionFailedException("States.DataLimitExceeded", "A state hands on too much.");
    }
    return data;
  }

  private Object task(State state, Object data) {
    List<Retrier> retries = Retrier.of(state.field("Retry"));
    while (true) {
      try {
        Object result = DataPath.fill(state.field("ResultSelector"), invoked(state, data));
        return DataPath.of(state.text("ResultPath")).put(data, result);
      } catch (ExecutionFailedException e) {
        Duration wait =
            retries.stream()
                .filter(retry -> retry.errors().contains(e.error()))
                .findFirst()
                .flatMap(Retrier::next)
                .orElseThrow(() -> e);
        waits.add(wait);
        meanwhile.accept(wait);
      }
    }
  }

  private Object invoked(State state, Object data) {
    State call = new State(Json.map(DataPath.fill(state.field("Parameters"), data)));
    if (!state.text("Resource").equals(INVOKE)
        || !call.text("FunctionName").equals(State.FUNCTION)) {
      throw new AssertionError("Only the one function is called, not: " + state);
    }
    try {
      String answer = function.invoke(Json.write(call.field("Payload")));
      return Map.of("StatusCode", BigDecimal.valueOf(200), "Payload", Json.read(answer));
    } catch (ExecutionFailedException e) {
      throw e;
    } catch (RuntimeException | IOException e) {
      throw new ExecutionFailedException(e.getClass().getName(), String.valueOf(e.getMessage()));
    }
  }
}
