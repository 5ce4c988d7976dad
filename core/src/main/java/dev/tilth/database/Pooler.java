package dev.tilth.database;

import java.util.Locale;

/** What stands between this process and the server, as far as somebody said. */
public enum Pooler {
  /** Nobody said: the process that answers is compared with the one that answered the log-in. */
  DETECT,
  /** A pooler that gives a client one server session until it disconnects. */
  SESSION,
  /** A pooler that may give each transaction another server session. */
  TRANSACTION;

  /** As it is written in settings, such as {@code session}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
