package dev.tilth.aws;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/**
 * A secret could not be fetched. Has no cause: what libraries say of an answer that they cannot
 * read may quote it.
 */
public final class SecretNotFetchedException extends TilthException {

  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  private SecretNotFetchedException(FailureKind kind, String id, String observed, String next) {
    super(
        "The secret %s could not be fetched from AWS Secrets Manager: %s. %s"
            .formatted(id, observed, next));
    this.kind = kind;
  }

  /** Something has to be set right first. */
  static SecretNotFetchedException because(String id, String observed, String next) {
    return new SecretNotFetchedException(FailureKind.USAGE, id, observed, next);
  }

  /** It may go well a little later, as with a database that does not answer. */
  static SecretNotFetchedException forNow(String id, String observed, String next) {
    return new SecretNotFetchedException(FailureKind.DATABASE_UNREACHABLE, id, observed, next);
  }

  @Override
  public FailureKind kind() {
    return kind;
  }
}
