package dev.tilth.data;

import java.util.Set;

/** The texts within one field of a JSON object. */
final class JsonStrings {

  private final Place place;
  private final String column;
  private final Placeholders.FieldText field;

  JsonStrings(Place place, String column, Placeholders placeholders) {
    this.place = place;
    this.column = column;
    this.field = placeholders.new FieldText(place, column);
  }

  boolean masked() {
    return field.masked();
  }

  /** A text with its placeholders resolved. */
  String value(String raw) {
    return field.resolved(whole(raw));
  }

  /** A key of an object, which is none of those before it. */
  String key(String raw, Set<String> seen) {
    if (!seen.add(raw)) {
      throw new MalformedFileException(
          place,
          "column '%s' has an object with the key %s twice".formatted(column, Text.quoted(raw)),
          "Give each key once.");
    }
    return whole(raw);
  }

  private String whole(String raw) {
    if (!Text.isWellFormed(raw)) {
      throw new MalformedFileException(
          place,
          "column '%s' has half of a surrogate pair, which is no character".formatted(column),
          "Write both halves, or the character itself.");
    }
    return raw;
  }
}
