package dev.tilth.cli;

import dev.tilth.deploy.Repair;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** See {@link dev.tilth.Tilth#repair}. */
@Command(
    name = "repair",
    description =
        "Say what came of an attempt at a script outside a transaction, where the database does not"
            + " tell. A failed deployment says when to use this.")
final class RepairCommand implements Callable<Integer> {

  @ArgGroup(multiplicity = "1")
  private final Word word = new Word();

  @Mixin private final TargetOptions target = new TargetOptions();

  private final Shell shell;
  private final Results results;

  RepairCommand(Shell shell, Results results) {
    this.shell = shell;
    this.results = results;
  }

  @Override
  public Integer call() {
    new TargetFinder(shell, target).tilth().repair(word.script(), word.repair());
    results.note(
        new Note("repair", "done", "%s %s.".formatted(word.script(), word.said()))
            .with("script", word.script()));
    return ExitCode.DONE;
  }

  /** Either of them. */
  static final class Word {

    @Option(
        names = "--applied",
        required = true,
        paramLabel = "SCRIPT",
        description = "This script took effect: record it as applied.")
    private @Nullable String applied;

    @Option(
        names = "--undone",
        required = true,
        paramLabel = "SCRIPT",
        description = "This script did nothing, or it was undone: forget the attempt.")
    private @Nullable String undone;

    String script() {
      return applied == null ? String.valueOf(undone) : applied;
    }

    Repair repair() {
      return applied == null ? Repair.UNDONE : Repair.APPLIED;
    }

    String said() {
      return applied == null
          ? "is as if it had not been tried; the next deployment runs it"
          : "is recorded as applied";
    }
  }
}
