package dev.tilth.script;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A statement that a script must not have, since the run could neither notice nor undo what it
 * does, or would not survive it. What is hidden in functions that a script calls is not seen; the
 * server itself forbids them to end a transaction.
 *
 * @param words by which a person finds it
 */
public record ForbiddenStatement(String words, Harm harm) {

  /** What it would do. */
  public enum Harm {
    /** Ends the transaction in which the script and its record commit together. */
    ENDS_TRANSACTION,
    /** Drops the lock that tells other runs that this one is at work. */
    GIVES_UP_LOCKS,
    /** Ends the connection: the driver understands nothing else. */
    LOSES_CONNECTION
  }

  private static final String UNLOCK_ALL = "pg_advisory_unlock_all";

  /** These name a function without calling it. */
  private static final List<String> ABOUT_FUNCTIONS =
      List.of("GRANT", "REVOKE", "COMMENT", "ALTER", "DROP");

  /** Empty for a statement that is welcome. */
  public static Optional<ForbiddenStatement> in(SqlStatement statement) {
    SqlCursor cursor = new SqlCursor(statement);
    if (endsTransaction(cursor)) {
      String verb = statement.tokens().getFirst().text().toUpperCase(Locale.ROOT);
      return Optional.of(new ForbiddenStatement(verb, Harm.ENDS_TRANSACTION));
    }
    if (cursor.take("DISCARD", "ALL")) {
      return Optional.of(new ForbiddenStatement("DISCARD ALL", Harm.GIVES_UP_LOCKS));
    }
    return callsUnlockAll(statement)
        ? Optional.of(new ForbiddenStatement(UNLOCK_ALL, Harm.GIVES_UP_LOCKS))
        : DriverSetting.in(statement)
            .map(setting -> new ForbiddenStatement(setting, Harm.LOSES_CONNECTION));
  }

  private static boolean endsTransaction(SqlCursor cursor) {
    if (cursor.take("ROLLBACK")) {
      cursor.takeOneOf("WORK", "TRANSACTION");
      return !cursor.take("TO");
    }
    return cursor.takeOneOf("BEGIN", "COMMIT", "END", "ABORT").isPresent()
        || cursor.take("START", "TRANSACTION")
        || cursor.take("PREPARE", "TRANSACTION");
  }

  private static boolean callsUnlockAll(SqlStatement statement) {
    List<SqlToken> tokens = statement.tokens();
    if (ABOUT_FUNCTIONS.stream().anyMatch(tokens.getFirst()::isWord)) {
      return false;
    }
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).isWord(UNLOCK_ALL) && tokens.get(i + 1).isSymbol('(')) {
        return true;
      }
    }
    return false;
  }
}
