package dev.tilth.migrate;

import dev.tilth.database.Literals;
import dev.tilth.migrate.IndexCatalogue.Index;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/**
 * The catalogue does not tell what is to become of a script that runs outside a transaction: a
 * person looks, and types what the message says.
 */
public final class UndecidedMigrationException extends TilthException {

  private static final long serialVersionUID = 1L;
  private static final int DEFINITION_LENGTH = 300;

  private UndecidedMigrationException(String message) {
    super(message);
  }

  static UndecidedMigrationException invalidBefore(String script, String index) {
    return new UndecidedMigrationException(
        ("Migration %s was not begun: the index %s is there already and is INVALID, so that an"
                + " attempt of somebody else's must have failed or is still at work. When nobody is"
                + " building it, type in the database: DROP INDEX CONCURRENTLY %s; and run again.")
            .formatted(script, index, index));
  }

  static UndecidedMigrationException otherIndex(String script, Index index) {
    return new UndecidedMigrationException(
        ("Nobody saw the end of an earlier attempt at migration %s, and since then there is an"
                + " index of which it is not certain that it is the script's: %s. If it is, type:"
                + " tilth repair --applied %s. If it is not, type in the database: DROP INDEX"
                + " CONCURRENTLY %s; then type: tilth repair --undone %s and run again.")
            .formatted(
                script,
                Literals.beginning(index.definition(), DEFINITION_LENGTH),
                script,
                index.name(),
                script));
  }

  static UndecidedMigrationException notPermitted(String script, Index index, String grant) {
    return new UndecidedMigrationException(
        ("Nobody saw the end of an earlier attempt at migration %s, and since then there is an"
                + " index %s. Whether it is the script's, an index on an empty temporary table"
                + " tells, which this user may not create. Type in the database: %s and run again."
                + " Or, if you know that it is the script's, type: tilth repair --applied %s.")
            .formatted(script, index.name(), grant, script));
  }

  static UndecidedMigrationException anotherOfThatName(String script, String name) {
    return new UndecidedMigrationException(
        ("Nobody saw the end of an earlier attempt at migration %s, which drops %s, and another"
                + " object has that name now. If it is to stay, type: tilth repair --applied %s. If"
                + " the script is to drop it, type: tilth repair --undone %s and run again.")
            .formatted(script, name, script, script));
  }

  static UndecidedMigrationException unknownEnd(String script, String statement) {
    return new UndecidedMigrationException(
        ("Nobody saw the end of an earlier attempt at migration %s (%s), and the database does not"
                + " tell whether it took effect. Look. If it did, type: tilth repair --applied %s."
                + " If it did not, type: tilth repair --undone %s and run again.")
            .formatted(script, statement, script, script));
  }

  static UndecidedMigrationException notBuilt(String script, String statement) {
    return new UndecidedMigrationException(
        ("Migration %s ended without an error, but the index that it is to build (%s) is not there"
                + " or is INVALID. The script was not recorded. Look who else works on that table,"
                + " and run again: the next run goes on from what it finds.")
            .formatted(script, statement));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.DECISION_NEEDED;
  }
}
