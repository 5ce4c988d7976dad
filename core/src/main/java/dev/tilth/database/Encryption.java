package dev.tilth.database;

import java.util.Locale;

/**
 * How a connection is encrypted where its URL does not say ({@code sslmode}; PostgreSQL manual,
 * "SSL Support").
 */
public enum Encryption {
  DISABLE,
  /** If the server offers it; verifies nothing. */
  PREFER,
  /** Verifies nothing. */
  REQUIRE,
  /** The server's certificate comes from an authority that is trusted. */
  VERIFY_CA,
  /** And is that of this host. */
  VERIFY_FULL;

  /** As it is written in settings and URLs, such as {@code verify-full}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
