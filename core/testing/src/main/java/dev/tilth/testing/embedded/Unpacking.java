package dev.tilth.testing.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks a .txz; every file is readable by everybody, programs are executable. */
final class Unpacking {

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private final Path target;

  private Unpacking(Path target) {
    this.target = target;
  }

  static void unpack(InputStream content, Path target) throws IOException {
    Unpacking unpacking = new Unpacking(target);
    try (var tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(content, 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpacking.write(entry, tar);
      }
      unpacking.openDirectories();
    }
  }

  private void write(TarArchiveEntry entry, InputStream content) throws IOException {
    Path file = inside(target.resolve(entry.getName()));
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.resolveSibling("."));
    if (entry.isSymbolicLink()) {
      inside(file.resolveSibling(entry.getLinkName()));
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(file, inside(target.resolve(entry.getLinkName())));
    } else {
      Files.copy(content, file);
      Files.setPosixFilePermissions(file, (entry.getMode() & 0100) == 0 ? FILE : EXECUTABLE);
    }
  }

  /** Afterwards, since the process's umask is free to restrict the mode at creation. */
  private void openDirectories() throws IOException {
    try (Stream<Path> files = Files.walk(target)) {
      for (Path directory : files.filter(Files::isDirectory).toList()) {
        Files.setPosixFilePermissions(directory, EXECUTABLE);
      }
    }
  }

  private Path inside(Path path) throws IOException {
    Path normalized = path.normalize();
    if (!normalized.startsWith(target)) {
      throw new IOException("The archive has an entry outside its root: " + path);
    }
    return normalized;
  }
}
