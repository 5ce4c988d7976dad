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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes outcomes: the document to standard output, errors to standard error as well. With {@code
 * --output json} standard output has exactly one document, whatever happens.
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
        .map(line -> new LiveProgress(line, shell.clock()));
  }

  /** Prints the report, and writes it where the options say; returns the exit code. */
  int report(Report report, ReportOptions files) {
    print(renderer().report(report));
    report.failures().forEach(this::repeat);
    return written(report.exitCode(), files, renderer -> renderer.report(report));
  }

  /** The same of a plan: the exit code is that of the first step that fails or would, or 0. */
  int plan(Forecast forecast, Optional<Rehearsal> rehearsal, ReportOptions files) {
    print(renderer().plan(forecast, rehearsal));
    List<TilthException> failures = new ArrayList<>(forecast.failures());
    rehearsal.ifPresent(rehearsed -> failures.addAll(rehearsed.failures()));
    failures.forEach(this::repeat);
    int exitCode =
        failures.stream()
            .findFirst()
            .map(failure -> failure.kind().exitCode())
            .orElse(ExitCode.DONE);
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
    print(renderer().status(status));
  }

  void history(List<RunRecord> runs) {
    print(renderer().history(runs));
  }

  /** A document of the command line's own, which for people is one line. */
  void note(Note note) {
    print(options.format() == OutputFormat.JSON ? note.json() : note.text() + "\n");
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
    if (format == OutputFormat.JSON) {
      print(Renderer.json().error(failure));
    }
    complain(failure);
    return failure.kind().exitCode();
  }

  /** A person at the terminal has just read it in the report. */
  private void repeat(TilthException failure) {
    if (!shell.interactive() || options.verbose() || options.format() == OutputFormat.JSON) {
      complain(failure);
    }
  }

  private void complain(TilthException failure) {
    shell.err().print(Renderer.text(false).error(failure));
    if (options.verbose()) {
      failure.printStackTrace(shell.err());
    }
    shell.err().flush();
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
