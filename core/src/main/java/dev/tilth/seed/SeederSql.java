package dev.tilth.seed;

import dev.tilth.script.ForbiddenStatement;
import dev.tilth.script.SqlStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The SQL of a seeder, before it is sent. What ends the transaction is seen here as long as the
 * server reads the text as its manual says; {@link OpenTransaction} finds what hides from that.
 */
final class SeederSql {

  private SeederSql() {}

  /**
   * Refuses a text with a statement that a seeder must not have.
   *
   * @return whether all of its statements are plain ones
   */
  static boolean check(String text) throws SQLException {
    List<SqlStatement> statements = SqlStatement.of(text);
    Optional<ForbiddenStatement> found =
        statements.stream().map(ForbiddenStatement::in).flatMap(Optional::stream).findFirst();
    if (found.isPresent()) {
      throw new SQLException(
          "A seeder's connection takes no %s: %s"
              .formatted(found.get().words(), why(found.get().harm())));
    }
    return statements.stream().allMatch(PlainStatement::is);
  }

  private static String why(ForbiddenStatement.Harm harm) {
    return switch (harm) {
      case ENDS_TRANSACTION ->
          "Tilth ends the transaction together with the seeder's record. Use"
              + " DSLContext.transaction for a savepoint.";
      case GIVES_UP_LOCKS ->
          "it would drop the lock that tells other runs that this one is at work.";
      case LOSES_CONNECTION ->
          "the driver reads nothing but UTF8 and the DateStyle ISO, and would end the connection.";
    };
  }
}
