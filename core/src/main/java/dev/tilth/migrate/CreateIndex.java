package dev.tilth.migrate;

import dev.tilth.migrate.IndexCatalogue.Index;
import dev.tilth.migrate.IndexCatalogue.TableIndexes;
import dev.tilth.script.SqlName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * {@code CREATE INDEX CONCURRENTLY}. Broken off it leaves an index that is INVALID, which {@code IF
 * NOT EXISTS} would take for the wanted one.
 *
 * <ol>
 *   <li>The journal has the table's indexes before the attempt. One that is there now and was not
 *       then is the attempt's.
 *   <li>None: the statement runs. An INVALID one: it is dropped, and the statement runs.
 *   <li>A valid one with the wanted definition: the attempt was complete.
 *   <li>Without a name in the statement: after an error of the server, the only INVALID one with
 *       the wanted definition is dropped.
 *   <li>A valid one with another definition, or an INVALID one of before: a person decides.
 * </ol>
 *
 * @param name as the catalogue has it; empty where the server chooses it
 * @param rest what follows the table's name
 */
record CreateIndex(boolean unique, Optional<String> name, SqlName table, String rest)
    implements LoneStatement {

  @Override
  public String kind() {
    return "create_index";
  }

  @Override
  public String head() {
    return "CREATE %sINDEX CONCURRENTLY %sON %s"
        .formatted(
            unique ? "UNIQUE " : "", name.map(given -> SqlName.of(given) + " ").orElse(""), table);
  }

  @Override
  public String state(Connection connection, String script) throws SQLException {
    TableIndexes now = IndexCatalogue.of(table, connection);
    Optional<Index> invalid = named(now).filter(index -> !index.valid());
    if (invalid.isPresent()) {
      throw UndecidedMigrationException.invalidBefore(script, invalid.get().name());
    }
    return now.state();
  }

  @Override
  public Next reconcile(Connection connection, Attempt attempt) throws SQLException {
    TableIndexes now = IndexCatalogue.of(table, connection);
    if (name.isEmpty()) {
      return reconcileUnnamed(now, attempt, connection);
    }
    Optional<Index> found = named(now);
    if (found.isEmpty()) {
      return Next.RUN;
    }
    Index index = found.get();
    if (!index.isNewSince(attempt.before())) {
      state(connection, attempt.script());
      return Next.RUN;
    }
    if (!index.valid()) {
      IndexCatalogue.drop(index, connection);
      return Next.RUN;
    }
    Optional<String> grant = IndexProbe.missingGrant(connection);
    if (grant.isPresent()) {
      throw UndecidedMigrationException.notPermitted(attempt, index, grant.get());
    }
    if (!new IndexProbe(this, index).isSame(connection)) {
      throw UndecidedMigrationException.otherIndex(attempt, index);
    }
    return Next.RECORD;
  }

  /**
   * Whose the new ones are, no name tells. Where the server reported an error, the attempt left one
   * that is INVALID, or none.
   */
  private Next reconcileUnnamed(TableIndexes now, Attempt attempt, Connection connection)
      throws SQLException {
    List<Index> found =
        now.newSince(attempt.before()).stream()
            .filter(index -> !(attempt.failed() && index.valid()))
            .toList();
    if (found.isEmpty()) {
      return Next.RUN;
    }
    Index first = found.getFirst();
    boolean mine =
        attempt.failed() && found.size() == 1 && new IndexProbe(this, first).isSame(connection);
    if (!mine) {
      throw UndecidedMigrationException.otherIndex(attempt, first);
    }
    IndexCatalogue.drop(first, connection);
    return Next.RUN;
  }

  /** Of one without a name it is not even known which columns it was to have. */
  @Override
  public void abandon(Connection connection, Attempt attempt) throws SQLException {
    List<Index> found =
        IndexCatalogue.of(table, connection).newSince(attempt.before()).stream()
            .filter(index -> name.isEmpty() || name.get().equals(index.relation()))
            .filter(index -> !(name.isEmpty() && attempt.failed() && index.valid()))
            .toList();
    for (Index index : found) {
      if (name.isEmpty() || index.valid()) {
        throw UndecidedMigrationException.givenUp(attempt, index);
      }
      IndexCatalogue.drop(index, connection);
    }
  }

  @Override
  public void verify(Connection connection, String script) throws SQLException {
    if (name.isEmpty()) {
      return;
    }
    Optional<Index> built = named(IndexCatalogue.of(table, connection));
    if (built.isEmpty()) {
      Optional<String> holder = IndexCatalogue.holder(name.get(), table, connection);
      throw holder.isPresent()
          ? UndecidedMigrationException.nameTaken(script, head(), holder.get())
          : UndecidedMigrationException.notBuilt(script, head());
    }
    if (!built.get().valid()) {
      throw UndecidedMigrationException.notBuilt(script, head());
    }
  }

  private Optional<Index> named(TableIndexes indexes) {
    return indexes.indexes().stream()
        .filter(index -> name.equals(Optional.of(index.relation())))
        .findFirst();
  }
}
