package dev.tilth.script;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds settings with which the driver cannot go on: the server reports them, and pgjdbc closes the
 * connection upon any encoding but UTF8 and any DateStyle but ISO.
 */
final class DriverSetting {

  private static final String ENCODING = "client_encoding";
  private static final String DATE_STYLE = "DateStyle";

  /** As {@code pg_dump} writes it, and the other spellings of the same. */
  private static final Pattern GOOD_ENCODING = Pattern.compile("(?i)utf-?8|unicode|default");

  private static final Pattern BAD_DATE_STYLE = Pattern.compile("(?i).*(sql|postgres|german).*");

  private DriverSetting() {}

  /** The setting's name, if the statement sets it to such a value in so many words. */
  static Optional<String> in(SqlStatement statement) {
    return setByCommand(statement).or(() -> setByFunction(statement.tokens()));
  }

  private static Optional<String> setByCommand(SqlStatement statement) {
    SqlCursor cursor = new SqlCursor(statement);
    if (!cursor.take("SET")) {
      return Optional.empty();
    }
    cursor.takeOneOf("SESSION", "LOCAL");
    Optional<String> setting = cursor.takeOneOf("NAMES", ENCODING, DATE_STYLE);
    cursor.take("TO");
    String values = cursor.rest().replace("=", "").replace("'", "").strip();
    return setting
        .map(name -> name.equals("NAMES") ? ENCODING : name)
        .filter(name -> isBad(name, values));
  }

  private static Optional<String> setByFunction(List<SqlToken> tokens) {
    for (int i = 0; i + 4 < tokens.size(); i++) {
      if (tokens.get(i).isWord("set_config") && tokens.get(i + 1).isSymbol('(')) {
        String name = plain(tokens.get(i + 2));
        String value = plain(tokens.get(i + 4));
        if (isBad(name, value) && tokens.get(i + 4).kind() == SqlToken.Kind.TEXT) {
          return Optional.of(name);
        }
      }
    }
    return Optional.empty();
  }

  private static String plain(SqlToken token) {
    return token.text().replace("'", "");
  }

  private static boolean isBad(String name, String value) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case ENCODING -> !value.isEmpty() && !GOOD_ENCODING.matcher(value).matches();
      case "datestyle" -> BAD_DATE_STYLE.matcher(value).matches();
      default -> false;
    };
  }
}
