package dev.tilth.testing.kit;

/** A deployment failed although nothing disturbed it, so that no check can tell anything. */
public final class UndisturbedDeploymentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UndisturbedDeploymentException(Exception cause) {
    super(
        "A deployment to which nothing was done failed: %s%nMake it succeed before its checks are looked at."
            .formatted(cause),
        cause);
  }
}
