package dev.tilth.lambda;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A field of a request. */
enum RequestField {
  COMMAND(Type.TEXT),
  ENVIRONMENT(Type.TEXT),
  TRIGGER(Type.TEXT),
  ONLY(Type.LIST),
  TAGS(Type.LIST),
  FORCE(Type.LIST),
  REASON(Type.TEXT),
  PLAN_HASH(Type.TEXT),
  ALLOW_DOWNGRADE(Type.FLAG),
  NON_TRANSACTIONAL(Type.FLAG);

  /** What its value must be. */
  enum Type {
    TEXT,
    LIST,
    FLAG
  }

  private final Type type;

  RequestField(Type type) {
    this.type = type;
  }

  Type type() {
    return type;
  }

  /** Its name in a request, such as {@code plan_hash}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> words() {
    return Arrays.stream(values()).map(RequestField::word).toList();
  }
}
