package dev.tilth.database;

import dev.tilth.spi.Secret;
import java.util.regex.Pattern;

/** Reads the text of a secret that was fetched: a JSON object, or a password alone. */
final class SecretText {

  /** Editors, {@code echo} and files end a line; a password has none. */
  private static final Pattern LINE_END = Pattern.compile("\\R\\z");

  private static final String ADDRESS_NEEDED =
      "Where DATABASE_URL says nothing, it must be a JSON object with username, password, host and"
          + " dbname. For a secret with the log-in only, such as one that Amazon RDS itself"
          + " manages, set DATABASE_URL without a password.";

  private static final String LOG_IN_NEEDED =
      "It must be a password and nothing else, or a JSON object with password and, if it is"
          + " another than in DATABASE_URL, username. A password that begins with a brace must"
          + " stand in an object.";

  private SecretText() {}

  static DatabaseAddress address(String id, Secret text) {
    try {
      return SecretJson.parse(text.reveal());
    } catch (InvalidDatabaseAddressException e) {
      throw new UnusableSecretException(id, e.problem(), ADDRESS_NEEDED);
    }
  }

  static DatabaseAddress logIn(String id, Secret text, DatabaseAddress address) {
    try {
      return logIn(text.reveal(), address);
    } catch (InvalidDatabaseAddressException e) {
      throw new UnusableSecretException(id, e.problem(), LOG_IN_NEEDED);
    }
  }

  private static DatabaseAddress logIn(String text, DatabaseAddress address) {
    if (text.stripLeading().startsWith("{")) {
      return SecretJson.logIn(text, address);
    }
    String password = LINE_END.matcher(text).replaceFirst("");
    if (password.isBlank()) {
      throw InvalidDatabaseAddressException.secret("it is empty");
    }
    if (password.chars().anyMatch(Character::isISOControl)) {
      throw InvalidDatabaseAddressException.secret("it has a control character");
    }
    return address.withLogIn(address.user(), Secret.of(password));
  }
}
