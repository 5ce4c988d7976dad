package dev.tilth.migrate;

import dev.tilth.script.LoneCommand;
import dev.tilth.script.SqlCursor;
import dev.tilth.script.SqlName;
import dev.tilth.script.SqlStatement;
import dev.tilth.script.SqlToken;
import java.util.List;
import java.util.Optional;

/**
 * Tells statements that cannot run in a transaction from all others (PostgreSQL manual, on each
 * command; {@code PreventInTransactionBlock} in the server's source).
 */
final class LoneStatements {

  private LoneStatements() {}

  /** Empty for a statement that can run in a transaction. */
  static Optional<LoneStatement> of(SqlStatement statement) {
    return first(
        createIndex(statement),
        dropIndex(statement),
        reindex(statement),
        detachPartition(statement),
        repeating(statement),
        opaque(statement));
  }

  /** The statement of a journal's row. */
  static LoneStatement ofHead(String head) {
    return SqlStatement.of(head).stream()
        .findFirst()
        .map(LoneStatements::declared)
        .map(read -> read instanceof Opaque opaque ? new Opaque(head, opaque.atomic()) : read)
        .orElse(new Opaque(head, false));
  }

  @SafeVarargs
  private static Optional<LoneStatement> first(Optional<? extends LoneStatement>... readings) {
    for (Optional<? extends LoneStatement> reading : readings) {
      if (reading.isPresent()) {
        return Optional.of(reading.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<LoneStatement> createIndex(SqlStatement statement) {
    SqlCursor cursor = new SqlCursor(statement);
    boolean create = cursor.take("CREATE");
    boolean unique = create && cursor.take("UNIQUE");
    if (!create || !cursor.take("INDEX", "CONCURRENTLY")) {
      return Optional.empty();
    }
    cursor.take("IF", "NOT", "EXISTS");
    Optional<SqlName> name = cursor.take("ON") ? Optional.empty() : cursor.takeName();
    boolean on = name.isEmpty() || cursor.take("ON");
    cursor.take("ONLY");
    Optional<SqlName> table = cursor.takeName();
    return Optional.of(
        on && table.isPresent()
            ? new CreateIndex(unique, name.map(SqlName::last), table.get(), cursor.rest())
            : new Opaque("CREATE INDEX CONCURRENTLY", true));
  }

  private static Optional<LoneStatement> dropIndex(SqlStatement statement) {
    SqlCursor cursor = new SqlCursor(statement);
    if (!cursor.take("DROP", "INDEX", "CONCURRENTLY")) {
      return Optional.empty();
    }
    cursor.take("IF", "EXISTS");
    return Optional.of(
        cursor
            .takeName()
            .<LoneStatement>map(DropIndex::new)
            .orElse(new Opaque("DROP INDEX CONCURRENTLY", true)));
  }

  private static Optional<LoneStatement> reindex(SqlStatement statement) {
    SqlCursor cursor = new SqlCursor(statement);
    if (!cursor.take("REINDEX")) {
      return Optional.empty();
    }
    List<SqlToken> options = cursor.takeParentheses().orElse(List.of());
    Optional<Reindex.Scope> scope =
        cursor
            .takeOneOf("INDEX", "TABLE", "SCHEMA", "DATABASE", "SYSTEM")
            .map(Reindex.Scope::valueOf);
    boolean concurrently = cursor.take("CONCURRENTLY") || LoneCommand.isConcurrent(options);
    if (scope.isEmpty() || !(concurrently || scope.get().isManyTables())) {
      return Optional.empty();
    }
    Optional<SqlName> name = cursor.takeName();
    return Optional.of(
        concurrently ? new Reindex(scope.get(), name) : new Repeating("REINDEX " + scope.get()));
  }

  private static Optional<LoneStatement> detachPartition(SqlStatement statement) {
    SqlCursor cursor = new SqlCursor(statement);
    if (!cursor.take("ALTER", "TABLE")) {
      return Optional.empty();
    }
    cursor.take("IF", "EXISTS");
    cursor.take("ONLY");
    Optional<SqlName> parent = cursor.takeName();
    if (parent.isEmpty() || !cursor.take("DETACH", "PARTITION")) {
      return Optional.empty();
    }
    Optional<SqlName> partition = cursor.takeName();
    return partition.isPresent() && cursor.take("CONCURRENTLY")
        ? Optional.of(new DetachPartition(parent.get(), partition.get()))
        : Optional.empty();
  }

  private static Optional<LoneStatement> repeating(SqlStatement statement) {
    SqlCursor cursor = new SqlCursor(statement);
    for (String command : List.of("VACUUM", "ALTER SYSTEM")) {
      if (cursor.take(command.split(" ", -1))) {
        return Optional.of(new Repeating(command));
      }
    }
    return Optional.empty();
  }

  private static Optional<LoneStatement> opaque(SqlStatement statement) {
    SqlCursor cursor = new SqlCursor(statement);
    Optional<String> verb = cursor.takeOneOf("CREATE", "DROP");
    Optional<String> object =
        verb.isPresent()
            ? cursor.takeOneOf("DATABASE", "TABLESPACE", "SUBSCRIPTION")
            : Optional.empty();
    return object.map(what -> new Opaque(verb.orElseThrow() + " " + what, !what.startsWith("S")));
  }

  /**
   * The statement of a script whose author says that it runs outside a transaction. Commits may be
   * hidden in what it calls.
   */
  static LoneStatement declared(SqlStatement statement) {
    return of(statement)
        .orElseGet(() -> {
          SqlToken first = statement.tokens().getFirst();
          boolean callsCode = first.isWord("CALL") || first.isWord("DO");
          String head = first.kind() == SqlToken.Kind.WORD ? first.text() : "a statement";
          return new Opaque(head, !callsCode);
        });
  }
}
