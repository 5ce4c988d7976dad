package dev.tilth.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** See {@link LocalServer#reset}. */
@Command(name = "reset", description = "Stop it and delete its data.")
final class DbResetCommand implements Callable<Integer> {

  private final Shell shell;
  private final Results results;

  DbResetCommand(Shell shell, Results results) {
    this.shell = shell;
    this.results = results;
  }

  @Override
  public Integer call() {
    LocalServer server = LocalServers.of(shell);
    server.reset();
    results.note(
        new Note("db", "absent", "The PostgreSQL of %s is deleted.".formatted(server.place())));
    return ExitCode.DONE;
  }
}
