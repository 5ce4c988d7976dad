package dev.tilth.cli;

/** Where the JVM starts. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Shell shell = Shell.ofThisProcess();
    int exitCode = asksForTheVersionOnly(args, shell) ? version(shell) : run(args, shell);
    shell.out().flush();
    System.exit(exitCode);
  }

  private static int run(String[] args, Shell shell) {
    Termination termination = Termination.handledFor(shell);
    return termination.exitCode(new CommandTree(shell).execute(args));
  }

  /**
   * Answered without the tree of commands, the log and handlers of signals, which take longer than
   * all the rest of it: with this command platforms and people try whether an image starts.
   */
  private static boolean asksForTheVersionOnly(String[] args, Shell shell) {
    return args.length == 1
        && args[0].equals(VersionCommand.NAME)
        && shell.unknownLogFormat().isEmpty();
  }

  private static int version(Shell shell) {
    return new VersionCommand(new Results(shell, new OutputOptions())).call();
  }
}
