package dev.tilth.migrate;

import dev.tilth.migrate.IndexCatalogue.Index;
import dev.tilth.migrate.IndexCatalogue.TableIndexes;
import java.sql.Connection;
import java.sql.SQLException;
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
      return reconcileUnnamed(now, attempt);
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
      throw UndecidedMigrationException.notPermitted(attempt.script(), index, grant.get());
    }
    if (!new IndexProbe(this, index).isSame(connection)) {
      throw UndecidedMigrationException.otherIndex(attempt.script(), index);
    }
    return Next.RECORD;
  }

  /** Whose the new ones are, nothing tells. */
  private static Next reconcileUnnamed(TableIndexes now, Attempt attempt) {
    Optional<Index> foundling =
        now.indexes().stream().filter(index -> index.isNewSince(attempt.before())).findFirst();
    if (foundling.isPresent()) {
      throw UndecidedMigrationException.otherIndex(attempt.script(), foundling.get());
    }
    return Next.RUN;
  }

  @Override
  public void abandon(Connection connection, Attempt attempt) throws SQLException {
    Optional<Index> mine =
        named(IndexCatalogue.of(table, connection))
            .filter(index -> index.isNewSince(attempt.before()));
    if (mine.isPresent() && mine.get().valid()) {
      throw UndecidedMigrationException.otherIndex(attempt.script(), mine.get());
    }
    if (mine.isPresent()) {
      IndexCatalogue.drop(mine.get(), connection);
    }
  }

  @Override
  public void verify(Connection connection, String script) throws SQLException {
    if (name.isPresent()
        && named(IndexCatalogue.of(table, connection)).filter(Index::valid).isEmpty()) {
      throw UndecidedMigrationException.notBuilt(script, head());
    }
  }

  private Optional<Index> named(TableIndexes indexes) {
    return indexes.indexes().stream()
        .filter(index -> name.equals(Optional.of(index.relation())))
        .findFirst();
  }
}
