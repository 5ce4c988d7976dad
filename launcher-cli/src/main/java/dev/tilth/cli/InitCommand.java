package dev.tilth.cli;

import dev.tilth.Tilth;
import dev.tilth.policy.Identity.Consent;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** See {@link dev.tilth.Tilth#init} and {@link dev.tilth.Tilth#reassign}. */
@Command(
    name = "init",
    description = "Record which environment this database is, without deploying anything.")
final class InitCommand implements Callable<Integer> {

  @Option(
      names = "--existing",
      description = "The database may hold objects that Tilth did not create.")
  private boolean existing;

  @ArgGroup(exclusive = false)
  private @Nullable Reassignment reassignment;

  @Mixin private final TargetOptions target = new TargetOptions();
  @Mixin private final ConsentOptions consent = new ConsentOptions();

  private final Shell shell;
  private final Results results;

  InitCommand(Shell shell, Results results) {
    this.shell = shell;
    this.results = results;
  }

  @Override
  public Integer call() {
    Tilth tilth = new TargetFinder(shell, target).tilth();
    String environment = record(tilth, consent.consent(existing));
    results.note(
        new Note("init", "done", "The database is recorded as %s.".formatted(environment))
            .with("environment", environment));
    return ExitCode.DONE;
  }

  private String record(Tilth tilth, Consent given) {
    return reassignment == null || !reassignment.reassign
        ? tilth.init(given)
        : reassignment.carryOut(tilth, given);
  }

  /** A copy of one environment's database becomes another environment's. */
  static final class Reassignment {

    @Option(
        names = "--reassign",
        required = true,
        description = "This database is a copy that becomes another environment's.")
    private boolean reassign;

    @Option(names = "--from", required = true, paramLabel = "NAME", description = "What it was.")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "NAME", description = "What it becomes.")
    private String to = "";

    String carryOut(Tilth tilth, Consent given) {
      tilth.reassign(from, to, given);
      return to;
    }
  }
}
