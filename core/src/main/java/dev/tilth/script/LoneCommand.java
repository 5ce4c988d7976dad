package dev.tilth.script;

import java.util.List;
import java.util.Optional;

/**
 * Tells the commands that cannot run in a transaction (PostgreSQL manual, on each command; {@code
 * PreventInTransactionBlock} in the server's source).
 */
public final class LoneCommand {

  private static final String CONCURRENTLY = "CONCURRENTLY";

  private static final List<String> ALWAYS =
      List.of(
          "VACUUM",
          "ALTER SYSTEM",
          "CREATE DATABASE",
          "CREATE TABLESPACE",
          "CREATE SUBSCRIPTION",
          "DROP DATABASE",
          "DROP TABLESPACE",
          "DROP SUBSCRIPTION",
          "REINDEX SCHEMA",
          "REINDEX DATABASE",
          "REINDEX SYSTEM",
          "DROP INDEX CONCURRENTLY",
          "CREATE INDEX CONCURRENTLY",
          "CREATE UNIQUE INDEX CONCURRENTLY");

  private LoneCommand() {}

  /** The words of the command, such as {@code VACUUM}; empty for one that a transaction takes. */
  public static Optional<String> in(SqlStatement statement) {
    return ALWAYS.stream()
        .filter(words -> new SqlCursor(statement).take(words.split(" ", -1)))
        .findFirst()
        .or(() -> reindex(statement))
        .or(() -> detachPartition(statement));
  }

  private static Optional<String> reindex(SqlStatement statement) {
    SqlCursor cursor = new SqlCursor(statement);
    if (!cursor.take("REINDEX")) {
      return Optional.empty();
    }
    boolean option = cursor.takeParentheses().filter(LoneCommand::isConcurrent).isPresent();
    Optional<String> manyTables = cursor.takeOneOf("SCHEMA", "DATABASE", "SYSTEM");
    if (manyTables.isPresent()) {
      return manyTables.map("REINDEX %s"::formatted);
    }
    cursor.takeOneOf("INDEX", "TABLE");
    return option || cursor.take(CONCURRENTLY)
        ? Optional.of("REINDEX CONCURRENTLY")
        : Optional.empty();
  }

  /** An option without a value is on. */
  public static boolean isConcurrent(List<SqlToken> options) {
    for (int i = 0; i < options.size(); i++) {
      if (options.get(i).isWord(CONCURRENTLY)) {
        boolean off =
            i + 1 < options.size()
                && options.get(i + 1).text().replace("'", "").matches("(?i)off|false|0");
        return !off;
      }
    }
    return false;
  }

  private static Optional<String> detachPartition(SqlStatement statement) {
    SqlCursor cursor = new SqlCursor(statement);
    if (!cursor.take("ALTER", "TABLE")) {
      return Optional.empty();
    }
    cursor.take("IF", "EXISTS");
    cursor.take("ONLY");
    boolean detaches = cursor.takeName().isPresent() && cursor.take("DETACH", "PARTITION");
    return detaches && cursor.takeName().isPresent() && cursor.take(CONCURRENTLY)
        ? Optional.of("DETACH PARTITION CONCURRENTLY")
        : Optional.empty();
  }
}
