package dev.tilth.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** See {@link LocalServer#url}. */
@Command(name = "url", description = "Print its URL, with the password.")
final class DbUrlCommand implements Callable<Integer> {

  private final Shell shell;
  private final Results results;

  DbUrlCommand(Shell shell, Results results) {
    this.shell = shell;
    this.results = results;
  }

  @Override
  public Integer call() {
    String url = LocalServers.of(shell).url();
    results.note(new Note("db", "running", url).with("url", url));
    return ExitCode.DONE;
  }
}
