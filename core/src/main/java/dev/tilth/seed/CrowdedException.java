package dev.tilth.seed;

/** Nothing was begun, since there are as many connections as the server or the pool can give. */
final class CrowdedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CrowdedException(Throwable refusal) {
    super(refusal.getMessage(), refusal);
  }
}
