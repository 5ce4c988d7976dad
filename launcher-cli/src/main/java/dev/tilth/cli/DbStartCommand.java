package dev.tilth.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** See {@link LocalServer#start}. */
@Command(name = "start", description = "Start it unless it runs, and print its URL.")
final class DbStartCommand implements Callable<Integer> {

  private final Shell shell;
  private final Results results;

  DbStartCommand(Shell shell, Results results) {
    this.shell = shell;
    this.results = results;
  }

  @Override
  public Integer call() {
    String url = LocalServers.of(shell).start();
    results.note(new Note("db", "running", url).with("url", url));
    return ExitCode.DONE;
  }
}
