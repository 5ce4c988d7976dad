package dev.tilth.cli;

/** Where the JVM starts. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Shell shell = Shell.ofThisProcess();
    Termination termination = Termination.handledFor(shell);
    int exitCode = new CommandTree(shell).execute(args);
    shell.out().flush();
    System.exit(termination.exitCode(exitCode));
  }
}
