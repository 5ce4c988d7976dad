package dev.tilth.cli;

import dev.tilth.deploy.TerminatedException;
import dev.tilth.spi.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What SIGTERM and SIGINT do. A handler of our own, since the JVM's passes a second signal over.
 *
 * <ol>
 *   <li>The first stops the run at work: its statement is cancelled and rolled back, the ledger
 *       says interrupted, the report is printed, and the process exits with 128 and the signal's
 *       number, which is 143 for SIGTERM. Where no run is at work, it exits at once.
 *   <li>What has not ended {@link #LIMIT} later is halted: a platform kills after a time of its
 *       own, on Amazon ECS 30 s where {@code stopTimeout} says nothing else.
 *   <li>The second halts at once. The server rolls back and frees every lock by itself.
 * </ol>
 */
final class Termination {

  static final Duration LIMIT = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Termination.class);

  private static final int SIGNAL_BASE = 128;

  private final Shell shell;

  /** The exit code of the first signal; 0 before there was one. */
  private final AtomicInteger first = new AtomicInteger();

  private Termination(Shell shell) {
    this.shell = shell;
  }

  static Termination handledFor(Shell shell) {
    Termination termination = new Termination(shell);
    for (String name : List.of("TERM", "INT")) {
      Signals.handle(name, number -> termination.handle(name, SIGNAL_BASE + number));
    }
    return termination;
  }

  /** An interrupted run's code is that of the signal which interrupted it. */
  int exitCode(int code) {
    return first.get() != 0 && code == FailureKind.INTERRUPTED.exitCode() ? first.get() : code;
  }

  private void handle(String name, int code) {
    if (!first.compareAndSet(0, code)) {
      Runtime.getRuntime().halt(code);
    }
    haltAfterLimit(code);
    if (!shell.stop().isAwaited()) {
      Runtime.getRuntime().exit(code);
    }
    shell.statusLine().ifPresent(StatusLine::end);
    tell("SIG%s: stopping; a second one ends at once.".formatted(name));
    shell.stop().fire(new TerminatedException("SIG" + name, code));
  }

  /** For people without the log, which may be busy with a line of the run. */
  private void tell(String sentence) {
    if (shell.logFormat() == LogFormat.JSON) {
      LOG.atWarn().addKeyValue("event", "signal").log(sentence);
    } else {
      shell.err().println(sentence);
    }
  }

  private static void haltAfterLimit(int code) {
    Thread thread =
        new Thread(
            () -> {
              try {
                Thread.sleep(LIMIT.toMillis());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(code);
            },
            "tilth-halt");
    thread.setDaemon(true);
    thread.start();
  }
}
