package dev.tilth.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds on every supported version; a subclass chooses one. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class SnapshotContract {

  private TestDatabase database;
  private Snapshot latest;

  @BeforeAll
  void makeTheSchema(TestDatabase fresh) {
    database = fresh;
    database.execute(RichSchema.SQL);
    latest = RichSchema.snapshot(database);
  }

  @Test
  void theSameStatementsGiveTheSameTextOnEveryVersion() {
    TestDatabase fresh = database.another();
    fresh.execute(RichSchema.SQL);

    assertThat(RichSchema.snapshot(fresh).text()).isEqualTo(RichSchema.SNAPSHOT);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.tilth.snapshot.SchemaChange#all")
  void oneChangeGivesAnotherHashAndNamesTheObject(SchemaChange change) {
    Snapshot before = latest;
    database.execute(change.sql());
    Snapshot after = RichSchema.snapshot(database);
    latest = after;

    assertThat(after.hash()).isNotEqualTo(before.hash());
    assertThat(before.differencesTo(after))
        .extracting(Difference::title)
        .containsExactlyInAnyOrderElementsOf(change.titles());
  }
}
