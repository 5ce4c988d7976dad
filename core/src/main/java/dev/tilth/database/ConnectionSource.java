package dev.tilth.database;

import java.sql.Connection;

/** Where connections come from. */
interface ConnectionSource {

  /**
   * Opens one, in auto-commit mode.
   *
   * @param complete whether a statement may be spent on settings that a look can do without
   */
  Connection open(boolean complete);

  /** Whether sessions carry the settings; false behind a pooler that must not be changed. */
  boolean sessionsAreSet();
}
