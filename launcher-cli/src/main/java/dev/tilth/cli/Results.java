package dev.tilth.cli;

import dev.tilth.deploy.Forecast;
import dev.tilth.deploy.Report;
import dev.tilth.deploy.Status;
import dev.tilth.rehearse.Rehearsal;
import dev.tilth.render.Renderer;
import dev.tilth.seed.ChunkProgress;
import dev.tilth.spi.TilthException;
import dev.tilth.track.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.event.Level;

/**
 * Writes outcomes: the document to standard output, errors to standard error as well. With {@code
 * --output json} standard output has exactly one document, whatever happens. Else, where the log is
 * in JSON, outcomes and errors are lines of the log.
 */
final class Results {

  private final Shell shell;
  private final OutputOptions options;

  Results(Shell shell, OutputOptions options) {
    this.shell = shell;
    this.options = options;
  }

  /**
   * Shows how far seeders in chunks have come, to whom sits at a terminal and reads text. Others
   * have the log.
   */
  Optional<Consumer<ChunkProgress>> progress() {
    return shell
        .statusLine()
        .filter(line -> options.format() == OutputFormat.TEXT)
        .filter(line -> shell.logFormat() == LogFormat.TEXT)
        .map(line -> new LiveProgress(line, shell.clock()));
  }

  /** Prints the report, and writes it where the options say; returns the exit code. */
  int report(Report report, ReportOptions files) {
    show(
        level(report),
        "%s: %s".formatted(report.command(), spoken(report.outcome())),
        report.failures(),
        renderer -> renderer.report(report));
    return written(report.exitCode(), files, renderer -> renderer.report(report));
  }

  /** The same of a plan: the exit code is that of the first step that fails or would, or 0. */
  int plan(Forecast forecast, Optional<Rehearsal> rehearsal, ReportOptions files) {
    List<TilthException> failures = new ArrayList<>(forecast.failures());
    rehearsal.ifPresent(rehearsed -> failures.addAll(rehearsed.failures()));
    show(
        failures.isEmpty() ? Level.INFO : Level.ERROR,
        "plan",
        failures,
        renderer -> renderer.plan(forecast, rehearsal));
    int exitCode =
        failures.stream().findFirst().map(failure -> failure.exitCode()).orElse(ExitCode.DONE);
    return written(exitCode, files, renderer -> renderer.plan(forecast, rehearsal));
  }

  private int written(int exitCode, ReportOptions files, Function<Renderer, String> document) {
    try {
      files.write(shell, document);
      return exitCode;
    } catch (ReportNotWrittenException e) {
      complain(e);
      return exitCode == ExitCode.DONE ? e.kind().exitCode() : exitCode;
    }
  }

  void status(Status status) {
    show(Level.INFO, "status", List.of(), renderer -> renderer.status(status));
  }

  void history(List<RunRecord> runs) {
    show(Level.INFO, "history", List.of(), renderer -> renderer.history(runs));
  }

  /** A document of the command line's own, which for people is one line. */
  void note(Note note) {
    if (isLine(options.format())) {
      print(line(note).toString());
    } else {
      print(options.format() == OutputFormat.JSON ? note.json() : note.text() + "\n");
    }
  }

  /** Not through the log, which takes longer to set up than {@code tilth version} takes in all. */
  private JsonLine line(Note note) {
    JsonLine line =
        new JsonLine(
            shell.clock().instant(), "INFO", Map.of(), Results.class.getName(), note.text());
    line.add("event", note.document());
    note.fields().forEach(line::add);
    return line;
  }

  /** Whether the result is a line among others. */
  private boolean isLine(OutputFormat format) {
    return format == OutputFormat.TEXT && shell.logFormat() == LogFormat.JSON;
  }

  /** Among lines the result is the last one, so that it is found at the end of the log. */
  private void show(
      Level level,
      String message,
      List<TilthException> failures,
      Function<Renderer, String> document) {
    if (isLine(options.format())) {
      failures.forEach(this::repeat);
      ResultLine.log(level, message, document);
    } else {
      print(document.apply(renderer()));
      failures.forEach(this::repeat);
    }
  }

  /** What another run goes on with, or is repeated by it, is no error. */
  private static Level level(Report report) {
    return switch (report.outcome()) {
      case NOTHING_TO_DO, DONE -> Level.INFO;
      case INCOMPLETE, INTERRUPTED -> Level.WARN;
      case FAILED -> Level.ERROR;
    };
  }

  private static String spoken(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Returns the exit code. */
  int error(TilthException failure) {
    return error(failure, options.format());
  }

  /** Returns the exit code. The arguments tell the format, since the options were not read. */
  int usageError(UsageException failure, List<String> args) {
    return error(failure, OutputFormat.askedIn(args));
  }

  private int error(TilthException failure, OutputFormat format) {
    if (isLine(format)) {
      ResultLine.log(Level.ERROR, message(failure), renderer -> renderer.error(failure));
      return failure.exitCode();
    }
    if (format == OutputFormat.JSON) {
      print(Renderer.json().error(failure));
    }
    complain(failure);
    return failure.exitCode();
  }

  /** A person at the terminal has just read it in the report. */
  private void repeat(TilthException failure) {
    if (!shell.interactive() || options.verbose() || options.format() == OutputFormat.JSON) {
      complain(failure);
    }
  }

  private void complain(TilthException failure) {
    if (shell.logFormat() == LogFormat.JSON) {
      ErrorLine.log(failure, options.verbose());
      return;
    }
    shell.err().print(Renderer.text(false).error(failure));
    if (options.verbose()) {
      failure.printStackTrace(shell.err());
    }
    shell.err().flush();
  }

  private static String message(TilthException failure) {
    return String.valueOf(failure.getMessage());
  }

  private Renderer renderer() {
    return options.format() == OutputFormat.JSON
        ? Renderer.json()
        : Renderer.text(options.color().isOn(shell));
  }

  private void print(String document) {
    shell.statusLine().ifPresent(StatusLine::end);
    shell.out().print(document);
    shell.out().flush();
  }
}
