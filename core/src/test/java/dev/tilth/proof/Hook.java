package dev.tilth.proof;

import dev.tilth.policy.Identity.Consent;
import dev.tilth.testing.TestDatabase;

/** What the steps of the {@link Portal} do besides their work. */
final class Hook {

  /** A part of the first script: nothing. */
  static final String UNLESS_GIVEN =
      """
      CREATE SCHEMA IF NOT EXISTS hook;
      DO $$
      BEGIN
        IF to_regprocedure('hook.step(text)') IS NULL THEN
          CREATE FUNCTION hook.step(who text) RETURNS void LANGUAGE plpgsql AS 'BEGIN END';
          CREATE FUNCTION hook.indexed(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE
            AS 'BEGIN RETURN name; END';
        END IF;
      END $$;
      """;

  private Hook() {}

  /**
   * A database of the environment dev that holds nothing but a hook.
   *
   * @param statements in PL/pgSQL; the variable {@code who} is the step's name
   */
  static TestDatabase database(TestDatabase given, String statements) {
    TestDatabase database = given.another();
    Portal.tilth(database.url()).init(Consent.NONE);
    database.execute("CREATE SCHEMA hook");
    set(database, statements);
    return database;
  }

  /** Changes what the steps do from now on. */
  static void set(TestDatabase database, String statements) {
    database.execute(
        """
        CREATE OR REPLACE FUNCTION hook.step(who text) RETURNS void LANGUAGE plpgsql
          AS $$ BEGIN %s END $$;
        CREATE OR REPLACE FUNCTION hook.indexed(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE
          AS $$ BEGIN PERFORM hook.step('V3'); RETURN name; END $$;
        """
            .formatted(statements));
  }
}
