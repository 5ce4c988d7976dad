package dev.tilth.migrate;

import dev.tilth.database.Literals;
import dev.tilth.migrate.IndexCatalogue.Index;
import dev.tilth.migrate.LoneStatement.Attempt;
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

  static UndecidedMigrationException otherIndex(Attempt attempt, Index index) {
    return new UndecidedMigrationException(
        ("%s, and since then there is an index of which it is not certain that it is the script's:"
                + " %s. If it is, type: tilth repair --applied %s. If it is not, type in the"
                + " database: DROP INDEX CONCURRENTLY %s; then type: tilth repair --undone %s and"
                + " run again.")
            .formatted(
                attempt.story(),
                definition(index),
                attempt.script(),
                index.name(),
                attempt.script()));
  }

  private static String definition(Index index) {
    return (index.valid() ? "" : "(INVALID) ")
        + Literals.beginning(index.definition(), DEFINITION_LENGTH);
  }

  static UndecidedMigrationException notPermitted(Attempt attempt, Index index, String grant) {
    return new UndecidedMigrationException(
        ("%s, and since then there is an index %s. Whether it is the script's, an index on an empty"
                + " temporary table tells, which this user may not create. Type in the database: %s"
                + " and run again. Or, if you know that it is the script's, type: tilth repair"
                + " --applied %s.")
            .formatted(attempt.story(), index.name(), grant, attempt.script()));
  }

  static UndecidedMigrationException anotherOfThatName(Attempt attempt, String name) {
    return new UndecidedMigrationException(
        ("%s, which drops %s, and another object has that name now. If it is to stay, type: tilth"
                + " repair --applied %s. If the script is to drop it, type: tilth repair --undone"
                + " %s and run again.")
            .formatted(attempt.story(), name, attempt.script(), attempt.script()));
  }

  static UndecidedMigrationException unknownEnd(Attempt attempt, String statement) {
    return new UndecidedMigrationException(
        "%s (%s), and %s".formatted(attempt.story(), statement, look(attempt.script())));
  }

  /** The run that tried it was stopped. */
  static UndecidedMigrationException stopped(String script, String statement) {
    return new UndecidedMigrationException(
        "Migration %s (%s) was broken off outside a transaction, and %s"
            .formatted(script, statement, look(script)));
  }

  private static String look(String script) {
    return ("the database does not tell whether it took effect. Look. If it did, type: tilth repair"
            + " --applied %s. If it did not, type: tilth repair --undone %s and run again.")
        .formatted(script, script);
  }

  /** The script is another one now, or is not there any more. */
  static UndecidedMigrationException givenUp(Attempt attempt, String statement) {
    return new UndecidedMigrationException(
        ("%s (%s), this build does not go on with it, and the database does not tell whether it"
                + " took effect. Look, and put in order what it did. Then type: tilth repair"
                + " --undone %s and run again.")
            .formatted(attempt.story(), statement, attempt.script()));
  }

  static UndecidedMigrationException givenUp(Attempt attempt, Index index) {
    return new UndecidedMigrationException(
        ("%s, this build does not go on with it, and since then there is the index %s. If it is to"
                + " go, type in the database: DROP INDEX CONCURRENTLY %s; Then, whether it went or"
                + " stays, type: tilth repair --undone %s and run again.")
            .formatted(attempt.story(), definition(index), index.name(), attempt.script()));
  }

  static UndecidedMigrationException halfDropped(Attempt attempt, String index) {
    return new UndecidedMigrationException(
        ("%s, which was to drop the index %s, and left it INVALID; this build does not drop it any"
                + " more. If it is to go, type in the database: DROP INDEX CONCURRENTLY %s; If it"
                + " is to stay, type: REINDEX INDEX %s; and run again.")
            .formatted(attempt.story(), index, index, index));
  }

  static UndecidedMigrationException nameTaken(String script, String statement, String holder) {
    return new UndecidedMigrationException(
        ("Migration %s did nothing: its index (%s) is not there, since the name belongs to %s. The"
                + " script was not recorded. Give the index another name in the script, or rename"
                + " or drop what has this one, and run again.")
            .formatted(script, statement, holder));
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
