package dev.tilth.database;

import java.util.Optional;

/**
 * How a connection is encrypted where its address does not say.
 *
 * @param mode what is asked of the server
 * @param trusted a file with the authorities to trust, in PEM
 */
public record EncryptionTerms(Optional<Encryption> mode, Optional<String> trusted) {

  public static final EncryptionTerms NONE =
      new EncryptionTerms(Optional.empty(), Optional.empty());

  /** The address on these terms. */
  public DatabaseAddress on(DatabaseAddress address) {
    DatabaseAddress encrypted = mode.map(address::encrypted).orElse(address);
    return trusted.map(encrypted::trusting).orElse(encrypted);
  }
}
