package dev.tilth.seeders;

import dev.tilth.spi.Secret;

/** What an administrator signs in with, checked already. */
sealed interface Credential {

  /** What the portal's database keeps. */
  String hashedWith(HashAlgorithm algorithm);

  /** A password that is known to this deployment only. */
  record Password(Secret password) implements Credential {

    @Override
    public String hashedWith(HashAlgorithm algorithm) {
      return algorithm.hash(password);
    }
  }

  /** A hash that somebody made elsewhere, so that nobody here learns the password. */
  record GivenHash(Secret hash) implements Credential {

    @Override
    public String hashedWith(HashAlgorithm algorithm) {
      return hash.reveal();
    }
  }

  /** The password that everybody can read here: {@code thrive-dev-only}. */
  record DefaultPassword() implements Credential {

    static final Secret PASSWORD = Secret.of("thrive-dev-only");

    @Override
    public String hashedWith(HashAlgorithm algorithm) {
      return algorithm.hash(PASSWORD);
    }
  }
}
