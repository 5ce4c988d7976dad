package dev.tilth.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says which Tilth this is. */
@Command(name = VersionCommand.NAME, description = "Show the versions of Tilth and of Java.")
final class VersionCommand implements Callable<Integer> {

  static final String NAME = "version";

  private final Results results;

  VersionCommand(Results results) {
    this.results = results;
  }

  @Override
  public Integer call() {
    results.note(
        new Note("version", "done", TilthVersion.sentence())
            .with("version", TilthVersion.ofTilth())
            .with("java", TilthVersion.ofJava()));
    return ExitCode.DONE;
  }
}
