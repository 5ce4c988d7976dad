package dev.tilth.database;

/** The end of a thread that attends to a run with statements of its own. */
public final class Attendant {

  private Attendant() {}

  /**
   * Returns when the thread has ended, also where the caller is interrupted meanwhile, and stays
   * interrupted then: a statement must not be at work on a connection that goes back to a pool.
   *
   * @param thread was told to end
   */
  public static void awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
