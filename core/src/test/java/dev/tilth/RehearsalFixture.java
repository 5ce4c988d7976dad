package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.plan.Selection;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.rehearse.Rehearsal;
import dev.tilth.rehearse.RehearsedStep;
import dev.tilth.snapshot.SnapshotReader;
import dev.tilth.snapshot.SnapshotScope;
import dev.tilth.testing.DatabaseContent;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

/** Rehearses content, and shows that nothing of it remains. */
final class RehearsalFixture {

  private static final String EVERY_RELATION =
      "SELECT string_agg(oid || ' ' || relname || ' ' || relfilenode, ',' ORDER BY oid)"
          + " FROM pg_class WHERE relnamespace <> 'pg_toast'::regnamespace";

  private static final String SCHEMAS =
      "SELECT string_agg(nspname, ',' ORDER BY oid) FROM pg_namespace WHERE nspname !~ '^pg_temp'"
          + " AND nspname !~ '^pg_toast_temp'";

  private final TestDatabase database;

  RehearsalFixture(TestDatabase database) {
    this.database = database;
  }

  TestDatabase database() {
    return database;
  }

  TilthBuilder builder() {
    return Tilth.builder().url(database.url()).environment("dev");
  }

  /** Rehearses a deployment, and asserts that the database is the same afterwards. */
  Rehearsal rehearse(InlineContent content) {
    return rehearse(content.addTo(builder()).build());
  }

  Rehearsal rehearse(Tilth tilth) {
    return unchangedBy(() -> tilth.rehearse(Selection.DEPLOY, Consent.NONE));
  }

  /** Asserts that the database is the same afterwards. */
  Rehearsal unchangedBy(Supplier<Rehearsal> run) {
    String before = everything();
    Rehearsal rehearsal = run.get();
    assertThat(everything()).isEqualTo(before);
    return rehearsal;
  }

  static RehearsedStep step(Rehearsal rehearsal, String name) {
    return rehearsal.steps().stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Schema, row versions, relations: whatever a commit would have changed. */
  String everything() {
    try (Connection connection = database.connect()) {
      return String.join(
          "\n",
          new SnapshotReader(SnapshotScope.EVERYTHING).read(connection).text(),
          DatabaseContent.withTuples(connection).toString(),
          database.value(EVERY_RELATION),
          database.value(SCHEMAS));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
