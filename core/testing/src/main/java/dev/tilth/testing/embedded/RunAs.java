package dev.tilth.testing.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** As whom the server's programs run: PostgreSQL, as PgBouncer, refuses to be started by root. */
public sealed interface RunAs permits RunAsSelf, RunAsNobody {

  /** The command with what must stand before it. */
  List<String> command(List<String> command);

  /** Hands files over, so that the programs may use them. */
  void own(Path tree);

  /** Whether the programs can reach a directory, as far as its ancestors are concerned. */
  boolean reaches(Path directory);

  /**
   * An ordinary user runs the programs directly. Root runs them in a user namespace of their own,
   * where it is nobody but keeps its files; where that is denied (as in Docker's default profile),
   * as the user nobody.
   */
  static RunAs current() {
    if (!"0".equals(Command.run(List.of("id", "-u")).strip())) {
      return new RunAsSelf(List.of());
    }
    List<String> observed = new ArrayList<>();
    List<String> namespace = List.of("unshare", "-U");
    if (works(namespace, observed)) {
      return new RunAsSelf(namespace);
    }
    return RunAsNobody.WAYS.stream()
        .filter(way -> works(way, observed))
        .findFirst()
        .map(RunAsNobody::new)
        .orElseThrow(() -> new RootRefusedException(String.join("; ", observed)));
  }

  private static boolean works(List<String> prefix, List<String> observed) {
    List<String> command = new ArrayList<>(prefix);
    command.add("true");
    Command.Result result = Command.attempt(command);
    if (result.exitCode() != 0) {
      observed.add("'%s' said '%s'".formatted(prefix.getFirst(), result.output().strip()));
    }
    return result.exitCode() == 0;
  }
}
