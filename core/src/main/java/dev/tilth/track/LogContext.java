package dev.tilth.track;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.MDC;

/**
 * What the log lines of a run have in common with its entries in the ledger, in SLF4J's mapped
 * diagnostic context: {@link #RUN}, {@link #ENVIRONMENT}, {@link #STEP}. They are there for the
 * thread that carries the run out, and for those that {@link #carried} was given to; nothing of
 * them is left when the run is over.
 */
public final class LogContext implements AutoCloseable {

  /** The run's id. */
  public static final String RUN = "tilth.run";

  /** The environment that the database is. */
  public static final String ENVIRONMENT = "tilth.environment";

  /** The script or seeder at work. */
  public static final String STEP = "tilth.step";

  private static final List<String> KEYS = List.of(RUN, ENVIRONMENT, STEP);

  private final Map<String, String> before;

  private LogContext() {
    this.before = current();
  }

  /** Until it is closed, by the same thread. */
  public static LogContext ofRun(UUID runId) {
    LogContext context = new LogContext();
    MDC.put(RUN, runId.toString());
    return context;
  }

  /** As soon as it is known. */
  public void environment(String name) {
    MDC.put(ENVIRONMENT, name);
  }

  /** From here on this step is at work, or none. */
  public static void step(Optional<String> name) {
    set(STEP, name);
  }

  /** Until it is closed, by the same thread, this step is at work. */
  public static LogContext ofStep(String name) {
    LogContext context = new LogContext();
    step(Optional.of(name));
    return context;
  }

  /** While this is done, this step is at work. */
  public static <T> T inStep(String name, Supplier<T> work) {
    LogContext context = ofStep(name);
    try {
      return work.get();
    } finally {
      context.close();
    }
  }

  /** The same work for another thread, in the context of the thread that calls this. */
  public static Runnable carried(Runnable work) {
    Map<String, String> here = current();
    return () -> {
      LogContext context = new LogContext();
      set(here);
      try {
        work.run();
      } finally {
        context.close();
      }
    };
  }

  @Override
  public void close() {
    set(before);
  }

  private static Map<String, String> current() {
    Map<String, String> values = new HashMap<>();
    for (String key : KEYS) {
      Optional.ofNullable(MDC.get(key)).ifPresent(value -> values.put(key, value));
    }
    return Map.copyOf(values);
  }

  private static void set(Map<String, String> values) {
    KEYS.forEach(key -> set(key, Optional.ofNullable(values.get(key))));
  }

  private static void set(String key, Optional<String> value) {
    value.ifPresentOrElse(present -> MDC.put(key, present), () -> MDC.remove(key));
  }
}
