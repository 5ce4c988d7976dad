package dev.tilth.cli;

import dev.tilth.cli.TilthProcess.Outcome;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A directory with the files of a team, and the command in it.
 *
 * @param variables what the command finds in its environment besides {@code DATABASE_URL}
 */
record Workspace(Path directory, TestDatabase database, Map<String, String> variables) {

  /** Runs {@code tilth} with exactly these words. */
  Outcome tilth(String... words) throws InterruptedException {
    return TilthProcess.start(directory, all(), words).outcome();
  }

  /** The same on {@code migrations} and {@code seeds}. */
  Outcome onFiles(String... words) throws InterruptedException {
    Stream<String> places = Stream.of("--migrations", "migrations", "--seeds", "seeds");
    return tilth(Stream.concat(Stream.of(words), places).toArray(String[]::new));
  }

  private Map<String, String> all() {
    Map<String, String> all = new HashMap<>(variables);
    all.put("DATABASE_URL", database.url());
    return all;
  }

  /** Writes a file; compressed if its name ends so. */
  void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream plain = Files.newOutputStream(file);
        OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
