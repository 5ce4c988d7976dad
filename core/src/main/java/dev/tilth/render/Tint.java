package dev.tilth.render;

/** What a colour says; the parameter of the SGR sequence (ECMA-48, 8.3.117). */
enum Tint {
  PLAIN(""),
  GOOD("32"),
  BAD("31"),
  CAUTION("33"),
  FAINT("2");

  private static final String INTRODUCER = "\u001b[";

  private final String parameter;

  Tint(String parameter) {
    this.parameter = parameter;
  }

  String paint(String text) {
    return this == PLAIN || text.isEmpty()
        ? text
        : INTRODUCER + parameter + "m" + text + INTRODUCER + "0m";
  }
}
