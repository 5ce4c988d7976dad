package dev.tilth.migrate;

import dev.tilth.script.ForbiddenStatement;
import dev.tilth.script.SqlStatement;
import java.util.List;
import java.util.Optional;

/**
 * How a script is run: in a transaction, or, if it has one statement that cannot be, outside one.
 *
 * @param lone that statement; empty for a script that runs in a transaction
 * @param configuration what Flyway is told of the script, so that it decides the same
 */
record ScriptForm(Optional<LoneStatement> lone, String configuration) {

  /**
   * Reads a script.
   *
   * @param configuration the author's own configuration of the script; may be empty
   * @param problems gets what forbids to run it, as a sentence
   */
  static ScriptForm of(String name, String text, String configuration, List<String> problems) {
    List<SqlStatement> statements = SqlStatement.of(text);
    ScriptConfiguration settings = ScriptConfiguration.read(name, configuration, problems);
    Optional<Boolean> said = settings.inTransaction();
    Optional<SqlStatement> lone =
        statements.stream()
            .filter(statement -> LoneStatements.of(statement).isPresent())
            .findFirst();
    boolean outside = lone.isPresent() || said.equals(Optional.of(false));
    if (outside && statements.size() > 1) {
      problems.add(mixed(name, statements.size(), lone));
    } else if (lone.isPresent() && said.equals(Optional.of(true))) {
      problems.add(
          "%s.conf says %s=true, but %s cannot run in a transaction; leave that line out."
              .formatted(name, ScriptConfiguration.IN_TRANSACTION, headOf(lone.get())));
    }
    statements.forEach(statement ->
        ForbiddenStatement.in(statement)
            .ifPresent(found ->
                problems.add(
                    "%s has %s at line %d, which %s."
                        .formatted(name, found.words(), statement.line(), harm(found.harm())))));
    return new ScriptForm(
        outside && statements.size() == 1
            ? Optional.of(LoneStatements.declared(statements.getFirst()))
            : Optional.empty(),
        ScriptConfiguration.told(!outside));
  }

  private static String harm(ForbiddenStatement.Harm harm) {
    return switch (harm) {
      case ENDS_TRANSACTION ->
          "would end the transaction in which a script and its row in the history commit together;"
              + " leave BEGIN and COMMIT out: each script runs in a transaction of its own";
      case GIVES_UP_LOCKS ->
          "would drop the lock that tells other runs that this one is at work; leave it out: what"
              + " a script sets ends with it anyway";
      case LOSES_CONNECTION ->
          "would end the connection, since the driver reads nothing but UTF8 and the DateStyle ISO;"
              + " convert texts with convert_from, and write dates as to_date reads them";
    };
  }

  private static String mixed(String name, int statements, Optional<SqlStatement> lone) {
    String why =
        lone.map(one ->
                "its %s at line %d cannot run in a transaction".formatted(headOf(one), one.line()))
            .orElse("its .conf says %s=false".formatted(ScriptConfiguration.IN_TRANSACTION));
    return ("%s has %d statements, and %s: if it broke off, nobody could say what it has done. Put"
            + " each statement that runs outside a transaction into a script of its own.")
        .formatted(name, statements, why);
  }

  private static String headOf(SqlStatement statement) {
    return LoneStatements.declared(statement).head();
  }
}
