package dev.tilth.deploy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A database lacks something that the build which is to use it needs. */
public final class NotDeployedException extends TilthException {

  private static final long serialVersionUID = 1L;

  private final transient Shortfall shortfall;

  private NotDeployedException(String message, Shortfall shortfall, @Nullable Throwable cause) {
    super(message, cause);
    this.shortfall = shortfall;
  }

  static NotDeployedException atOnce(String database, Shortfall shortfall) {
    return new NotDeployedException(
        ("%s lacks what this build needs. %s Nothing was written. Deploy this build (tilth deploy)"
                + " and start again, or have the service wait for the deployment (StartMode.await)"
                + " or make it (StartMode.DEPLOY).")
            .formatted(database, shortfall.sentences()),
        shortfall,
        null);
  }

  /**
   * After a wait.
   *
   * @param deployer who has the run lock
   * @param cause why the database could not be asked; null if it was
   */
  static NotDeployedException after(
      Duration waited,
      String database,
      Shortfall shortfall,
      Optional<String> deployer,
      @Nullable TilthException cause) {
    return new NotDeployedException(
        ("%s lacks what this build needs, after a wait of %d s for its deployment. %s %s Nothing"
                + " was written. Look at the deployment (tilth history, tilth status), then start"
                + " again, or wait longer.")
            .formatted(
                database, waited.toSeconds(), shortfall.sentences(), deployment(deployer, cause)),
        shortfall,
        cause);
  }

  private static String deployment(Optional<String> deployer, @Nullable TilthException cause) {
    if (cause != null) {
      return "Nobody knows whether a deployment is at work.";
    }
    return deployer
        .map("At work on it now: %s."::formatted)
        .orElse("No deployment is at work on it now.");
  }

  /** What is missing, in full sentences. */
  public List<String> lacks() {
    return shortfall.lacks();
  }

  @Override
  public FailureKind kind() {
    return getCause() instanceof TilthException cause ? cause.kind() : FailureKind.FAILED;
  }
}
