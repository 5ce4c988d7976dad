package dev.tilth.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What log lines are written for. */
enum LogFormat {
  /** For people, on standard error. */
  TEXT,
  /** For machines that collect lines: each is one JSON object; see {@link JsonLineEncoder}. */
  JSON;

  static Optional<LogFormat> parse(String word) {
    return Arrays.stream(values()).filter(format -> format.toString().equals(word)).findFirst();
  }

  /** For messages: {@code text, json}. */
  static String words() {
    return Arrays.stream(values()).map(LogFormat::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
