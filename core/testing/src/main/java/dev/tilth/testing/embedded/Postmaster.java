package dev.tilth.testing.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a postmaster.pid says (PostgreSQL's miscadmin.h: line 1 is the process, line 4 the port,
 * line 8 the state).
 */
public record Postmaster(long pid, int port, boolean ready) {

  private static final int PORT_LINE = 3;
  private static final int STATE_LINE = 7;

  /** Empty if there is no such file, or one that is still being written. */
  static Optional<Postmaster> read(Path data) {
    try {
      List<String> lines = Files.readAllLines(file(data));
      if (lines.size() <= PORT_LINE) {
        return Optional.empty();
      }
      boolean ready = lines.size() > STATE_LINE && lines.get(STATE_LINE).startsWith("ready");
      return Optional.of(
          new Postmaster(
              Long.parseLong(lines.getFirst().strip()),
              Integer.parseInt(lines.get(PORT_LINE).strip()),
              ready));
    } catch (NumberFormatException | IOException unreadable) {
      return Optional.empty();
    }
  }

  static Path file(Path data) {
    return data.resolve("postmaster.pid");
  }

  /**
   * Whether the process lives and is the server of this directory. A number alone proves nothing:
   * it is given to another process after a crash, and then PostgreSQL itself refuses to start. A
   * server's working directory is its data directory.
   */
  boolean serves(Path data) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (process.isEmpty()) {
      return false;
    }
    Path workingDirectory = Path.of("/proc", Long.toString(pid), "cwd");
    if (!Files.isDirectory(Path.of("/proc/self"))) {
      return process
          .flatMap(p -> p.info().command())
          .map(c -> c.endsWith("/postgres"))
          .orElse(true);
    }
    try {
      return Files.isSameFile(workingDirectory, data);
    } catch (NoSuchFileException zombie) {
      return false;
    } catch (IOException notAllowedToLook) {
      return true;
    }
  }
}
