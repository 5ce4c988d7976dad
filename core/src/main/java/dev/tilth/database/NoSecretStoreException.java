package dev.tilth.database;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.SecretStore;
import dev.tilth.spi.TilthException;

/** Nobody can tell where a secret is to be fetched from. */
public final class NoSecretStoreException extends TilthException {

  private static final long serialVersionUID = 1L;

  NoSecretStoreException(String id, int found) {
    super(
        ("The secret %s of the database cannot be fetched: the service loader finds %s %s. Put"
                + " exactly one on the class path: tilth-aws-secrets for AWS Secrets Manager.")
            .formatted(id, found == 0 ? "no" : String.valueOf(found), SecretStore.class.getName()));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
