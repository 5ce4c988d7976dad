package dev.tilth.seeders;

import org.jspecify.annotations.Nullable;

/**
 * A user to create.
 *
 * @param origin the setting this administrator comes from, for messages
 * @param email in lower case
 * @param department a department's code
 */
record Administrator(
    String origin,
    String email,
    String firstName,
    String lastName,
    @Nullable String department,
    Credential credential) {

  /** Nobody configured this one: its password is public. */
  boolean isDefault() {
    return credential instanceof Credential.DefaultPassword;
  }
}
