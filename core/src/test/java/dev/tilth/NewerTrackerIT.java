package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tilth.deploy.Report;
import dev.tilth.testing.DatabaseContent;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.track.TrackerTooNewException;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** This Tilth on the tables of a newer one. */
@PostgresTest
final class NewerTrackerIT {

  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
    tilth(InlineContent.small()).deploy();
  }

  /** Also where the newer tables lack what this one reads. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ALTER TABLE tilth.seed RENAME COLUMN checksum TO digest",
        "DROP TABLE tilth.seed_superseded",
        "DROP TABLE public.flyway_schema_history"
      })
  void tables_that_it_must_not_work_on_are_left_alone(String change) throws SQLException {
    database.execute("UPDATE tilth.database SET tracker_version = 9, min_reader = 8; " + change);
    String before = content();

    assertThatExceptionOfType(TrackerTooNewException.class)
        .isThrownBy(() -> tilth(changed()).deploy())
        .withMessageContaining("has version 9")
        .withMessageContaining("know version 8")
        .satisfies(e -> assertThat(e.kind().exitCode()).isEqualTo(6));
    assertThat(content()).isEqualTo(before);
  }

  @Test
  void tables_that_permit_it_are_worked_on_and_stay_of_the_newer_version() {
    database.execute(
        """
        UPDATE tilth.database SET tracker_version = 9, min_reader = 1;
        ALTER TABLE tilth.seed ADD COLUMN later text;
        ALTER TABLE tilth.database ADD COLUMN later text;
        CREATE TABLE tilth.later (id bigint);
        """);

    Report report = tilth(changed()).deploy().orThrow();

    assertThat(report.appliedMigrations()).isEqualTo(1);
    assertThat(report.appliedSeeders()).isEqualTo(1);
    assertThat(database.value("SELECT tracker_version, min_reader FROM tilth.database"))
        .isEqualTo("9|1");
    assertThat(tilth(changed()).deploy().outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
  }

  private String content() throws SQLException {
    try (Connection connection = database.connect()) {
      return DatabaseContent.withTuples(connection).toString();
    }
  }

  private static InlineContent changed() {
    return InlineContent.small()
        .colours("code,name\nred,Crimson\n")
        .script("V4__note.sql", "ALTER TABLE public.counter ADD COLUMN note text;");
  }

  private Tilth tilth(InlineContent content) {
    return content.addTo(Tilth.builder().url(database.url())).build();
  }
}
