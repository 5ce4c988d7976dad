package dev.tilth.cli;

import java.util.Locale;

/** When standard output has colours. */
enum ColorChoice {
  AUTO,
  ALWAYS,
  NEVER;

  /** See <a href="https://no-color.org">no-color.org</a> for the variable NO_COLOR. */
  boolean isOn(Shell shell) {
    boolean unwanted = !shell.variables().getOrDefault("NO_COLOR", "").isEmpty();
    return this == ALWAYS || (this == AUTO && shell.interactive() && !unwanted);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
