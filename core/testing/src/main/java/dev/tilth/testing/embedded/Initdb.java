package dev.tilth.testing.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Creates data directories. */
final class Initdb {

  /** C.UTF-8 knows the letters of all languages; old systems and macOS lack it. */
  private static final List<String> LOCALES = List.of("C.UTF-8", "C");

  /** The file in a data directory that holds the superuser's password; readable by the owner. */
  static final String PASSWORD = "tilth.password";

  private Initdb() {}

  /** A data directory that holds its password too; made once per version, to be copied. */
  static Path prepared(Binaries binaries) {
    return binaries
        .cache()
        .entry(
            "data-" + binaries.key(),
            draft -> {
              // Initdb may run as another user, to whom a draft in the cache would be closed.
              Path data = Files.createTempDirectory("tilth-initdb");
              try {
                create(binaries, data, UUID.randomUUID().toString());
                Tree.copy(data, draft);
              } finally {
                Tree.delete(data);
              }
            });
  }

  private static void create(Binaries binaries, Path data, String password) throws IOException {
    Path file = Files.createTempFile("tilth", ".pw");
    try {
      Files.writeString(file, password);
      binaries.runAs().own(file);
      create(binaries, data, file);
      Files.copy(file, data.resolve(PASSWORD), StandardCopyOption.COPY_ATTRIBUTES);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void create(Binaries binaries, Path data, Path passwordFile) {
    CommandFailedException failure = null;
    for (String locale : LOCALES) {
      if (!Files.exists(data)) {
        Tree.createPrivate(data);
      }
      binaries.runAs().own(data);
      try {
        binaries.run("initdb", arguments(data, passwordFile, locale));
        return;
      } catch (CommandFailedException e) {
        failure = e;
      }
    }
    throw failure == null ? new IllegalStateException("No locale to try.") : failure;
  }

  private static List<String> arguments(Path data, Path passwordFile, String locale) {
    List<String> arguments =
        new ArrayList<>(
            List.of("-D", data.toString(), "-U", Cluster.USER, "--pwfile=" + passwordFile));
    arguments.addAll(List.of("-A", "scram-sha-256", "-E", "UTF8"));
    arguments.addAll(List.of("--locale=" + locale, "--lc-messages=C"));
    // Only copies of it are used.
    arguments.add("--no-sync");
    return arguments;
  }
}
