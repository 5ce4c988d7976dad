package dev.tilth.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** See {@link LocalServer#stop}. */
@Command(name = "stop", description = "Stop it; its data stays.")
final class DbStopCommand implements Callable<Integer> {

  private final Shell shell;
  private final Results results;

  DbStopCommand(Shell shell, Results results) {
    this.shell = shell;
    this.results = results;
  }

  @Override
  public Integer call() {
    LocalServer server = LocalServers.of(shell);
    server.stop();
    results.note(
        new Note("db", "stopped", "The PostgreSQL of %s is stopped.".formatted(server.place())));
    return ExitCode.DONE;
  }
}
