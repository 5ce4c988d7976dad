package dev.tilth.cli;

import dev.tilth.spi.TilthException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into an error message and an exit code. */
final class Failures implements IExecutionExceptionHandler {

  private final Results results;

  Failures(Results results) {
    this.results = results;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    return results.error(
        e instanceof TilthException known ? known : new UnexpectedFailureException(e));
  }
}
