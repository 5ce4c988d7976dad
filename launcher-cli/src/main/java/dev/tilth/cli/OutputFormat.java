package dev.tilth.cli;

import java.util.List;
import java.util.Locale;

/** What standard output is written for. */
enum OutputFormat {
  /** For people. */
  TEXT,
  /** For machines. */
  JSON;

  /** Of arguments that could not be understood as a whole, so that even this is told in JSON. */
  static OutputFormat askedIn(List<String> args) {
    int option = args.indexOf("--output");
    boolean json = option >= 0 && option + 1 < args.size() && isJson(args.get(option + 1));
    boolean joined =
        args.stream()
            .anyMatch(
                arg -> arg.startsWith("--output=") && isJson(arg.substring("--output=".length())));
    return json || joined ? JSON : TEXT;
  }

  private static boolean isJson(String word) {
    return word.equalsIgnoreCase(JSON.name());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
