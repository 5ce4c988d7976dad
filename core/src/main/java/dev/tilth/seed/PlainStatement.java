package dev.tilth.seed;

import dev.tilth.script.SqlStatement;
import dev.tilth.script.SqlToken;
import java.util.List;
import java.util.Locale;

/**
 * Statements that only read and write rows. What functions and triggers do behind them is undone
 * before the session's next use, or seen then; all other statements are taken for such that leave
 * something that cannot be undone.
 */
final class PlainStatement {

  private static final List<String> VERBS =
      List.of(
          "SELECT",
          "INSERT",
          "UPDATE",
          "DELETE",
          "MERGE",
          "WITH",
          "VALUES",
          "TABLE",
          "TRUNCATE",
          "LOCK",
          "SAVEPOINT",
          "RELEASE",
          "ROLLBACK");

  /**
   * In the names of the server's functions that change a session for good: a setting of the
   * application's own stays empty instead of unknown, the others end with the session.
   */
  private static final List<String> CHANGING =
      List.of("set_config", "backup", "replication_origin", "replication_slot");

  private PlainStatement() {}

  static boolean is(SqlStatement statement) {
    return VERBS.stream().anyMatch(statement.tokens().getFirst()::isWord)
        && statement.tokens().stream().noneMatch(PlainStatement::isChanging);
  }

  private static boolean isChanging(SqlToken token) {
    return switch (token.kind()) {
      case WORD, QUOTED_NAME -> {
        String name = token.text().toLowerCase(Locale.ROOT);
        yield CHANGING.stream().anyMatch(name::contains);
      }
      default -> false;
    };
  }
}
