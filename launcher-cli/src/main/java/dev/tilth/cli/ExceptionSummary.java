package dev.tilth.cli;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exception in few words: {@code java.lang.IllegalStateException, caused by
 * java.net.SocketException at sun.nio.ch.Net.connect(Net.java:1)}. Without messages: those of
 * servers and drivers quote rows and addresses.
 */
final class ExceptionSummary {

  private ExceptionSummary() {}

  static String of(IThrowableProxy thrown) {
    List<String> classes = new ArrayList<>();
    IThrowableProxy innermost = thrown;
    for (@Nullable IThrowableProxy next = thrown; next != null; next = cause(next)) {
      classes.add(next.getClassName());
      innermost = next;
    }
    return String.join(", caused by ", classes) + place(innermost);
  }

  /** One that is its own cause, by a detour, is not followed. */
  private static @Nullable IThrowableProxy cause(IThrowableProxy thrown) {
    IThrowableProxy cause = thrown.getCause();
    return cause == null || cause.isCyclic() ? null : cause;
  }

  private static String place(IThrowableProxy thrown) {
    StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    return frames.length == 0 ? "" : " " + frames[0].getSTEAsString();
  }
}
