package dev.tilth.testing.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Root hands the programs and their files to the user nobody. */
record RunAsNobody(List<String> prefix) implements RunAs {

  static final List<List<String>> WAYS =
      List.of(
          List.of("setpriv", "--reuid=nobody", "--regid=65534", "--clear-groups"),
          List.of("runuser", "-u", "nobody", "--"));

  @Override
  public List<String> command(List<String> command) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command);
    return all;
  }

  @Override
  public void own(Path tree) {
    try (Stream<Path> files = Files.walk(tree)) {
      UserPrincipal nobody =
          tree.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.setOwner(file, nobody);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean reaches(Path directory) {
    for (Path p = directory.toAbsolutePath().getParent(); p != null; p = p.getParent()) {
      if (!enterable(p)) {
        return false;
      }
    }
    return true;
  }

  private static boolean enterable(Path directory) {
    try {
      return !Files.exists(directory)
          || Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_EXECUTE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
