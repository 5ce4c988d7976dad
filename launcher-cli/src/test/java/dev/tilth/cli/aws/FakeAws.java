package dev.tilth.cli.aws;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A command {@code aws} that plays recorded answers: of each verb the first call gets the first
 * one, and so on; the last one is repeated. What it was called with is kept.
 */
final class FakeAws {

  private static final String SCRIPT =
      """
      #!/usr/bin/env bash
      here=$(dirname "$0")
      echo "$*" >>"$here/calls"
      turn=$(($(cat "$here/$2.turn" 2>/dev/null || echo 0) + 1))
      echo "$turn" >"$here/$2.turn"
      while [ "$turn" -gt 1 ] && ! [ -e "$here/$2.$turn.json" ] && ! [ -e "$here/$2.$turn.error" ]; do
        turn=$((turn - 1))
      done
      if [ -e "$here/$2.$turn.error" ]; then
        cat "$here/$2.$turn.error" >&2
        exit 254
      fi
      exec cat "$here/$2.$turn.json"
      """;

  private final Path directory;

  FakeAws(Path directory) throws IOException {
    this.directory = directory;
    Path command = directory.resolve("aws");
    Files.writeString(command, SCRIPT);
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The next calls of a verb get these recordings. */
  FakeAws answers(String verb, String... recordings) throws IOException {
    for (String recording : recordings) {
      try (InputStream in = FakeAws.class.getResourceAsStream("/aws/" + recording + ".json")) {
        Files.copy(Objects.requireNonNull(in, recording), next(verb, "json"));
      }
    }
    return this;
  }

  /** The next call of a verb gets this text, as of {@code --output text}. */
  FakeAws says(String verb, String text) throws IOException {
    Files.writeString(next(verb, "json"), text + "\n");
    return this;
  }

  /** The next calls of a verb fail. */
  FakeAws fails(String verb, String message, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      Files.writeString(next(verb, "error"), message + "\n");
    }
    return this;
  }

  private Path next(String verb, String suffix) {
    int turn = 1;
    while (Files.exists(directory.resolve(verb + "." + turn + ".json"))
        || Files.exists(directory.resolve(verb + "." + turn + ".error"))) {
      turn++;
    }
    return directory.resolve(verb + "." + turn + "." + suffix);
  }

  /** The calls of a verb, in their order. */
  List<String> calls(String verb) throws IOException {
    Path calls = directory.resolve("calls");
    List<String> all = Files.exists(calls) ? Files.readAllLines(calls) : new ArrayList<>();
    return all.stream().filter(call -> call.split(" ", 3)[1].equals(verb)).toList();
  }
}
