package dev.tilth.testing.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs use the files of the user that started us. */
record RunAsSelf(List<String> prefix) implements RunAs {

  @Override
  public List<String> command(List<String> command) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command);
    return all;
  }

  @Override
  public void own(Path tree) {
    // The files are ours already.
  }

  @Override
  public boolean reaches(Path directory) {
    return true;
  }
}
