package dev.tilth.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what picocli says of wrong arguments into one of our failures. */
final class UsageErrors implements IParameterExceptionHandler {

  /** Some of picocli's messages have it, some have not. */
  private static final String PREFIX = "Error: ";

  private final Results results;

  UsageErrors(Results results) {
    this.results = results;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    UsageException failure =
        new UsageException(
            sentence(String.valueOf(e.getMessage())) + suggestion(e),
            e.getCommandLine().getCommandSpec().qualifiedName(),
            e);
    return results.usageError(failure, List.of(args));
  }

  private static String sentence(String message) {
    String text = message.startsWith(PREFIX) ? message.substring(PREFIX.length()) : message;
    return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
  }

  private static String suggestion(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)
        || unmatched.getSuggestions().isEmpty()) {
      return "";
    }
    return unmatched.getSuggestions().stream()
        .map("'%s'"::formatted)
        .collect(Collectors.joining(" or ", " Did you mean ", "?"));
  }
}
