package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.deploy.Report;
import dev.tilth.plan.UnfinishedSeederException;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The end of a seeder's transaction is not the seeder's. */
@PostgresTest
final class TransactionEndIT {

  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
  }

  @Test
  void a_commit_hidden_in_a_seeder_is_found_by_the_next_run() {
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Sly"),
                context -> {
                  context.sql().execute("COMMIT");
                  throw new IllegalStateException("too late");
                });

    assertThat(tilth(content).deploy().exitCode()).isEqualTo(1);
    assertThatExceptionOfType(UnfinishedSeederException.class)
        .isThrownBy(() -> tilth(content).deploy())
        .withMessageContaining("Sly")
        .satisfies(e -> assertThat(e.kind().exitCode()).isEqualTo(6));
  }

  @Test
  void a_commit_hidden_in_a_seeder_that_succeeds_is_found_at_its_end() {
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Sly"),
                context -> {
                  context.sql().execute("INSERT INTO public.counter (who) VALUES ('Sly')");
                  context.sql().execute("COMMIT");
                });

    Report report = tilth(content).deploy();

    assertThat(report.exitCode()).isEqualTo(6);
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("The claim of Sly was committed before the seeder had ended");
  }

  @Test
  void a_seeder_cannot_end_its_transaction_but_may_use_savepoints() {
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Savepoints"),
                context -> {
                  context
                      .sql()
                      .transaction(inner ->
                          inner.dsl().execute("INSERT INTO public.counter (who) VALUES ('kept')"));
                  try {
                    context
                        .sql()
                        .transaction(inner -> {
                          inner.dsl().execute("INSERT INTO public.counter (who) VALUES ('undone')");
                          throw new IllegalStateException("undo");
                        });
                  } catch (IllegalStateException expected) {
                    assertThat(expected).hasMessage("undo");
                  }
                })
            .seeder(
                SeederSpec.once("Committer"),
                context -> context.sql().connection(connection -> connection.commit()));

    Report report = tilth(content).deploy();

    assertThat(database.column("SELECT who FROM public.counter WHERE who IN ('kept', 'undone')"))
        .containsExactly("kept");
    assertThat(report.seeders())
        .filteredOn(step -> step.name().equals("Savepoints"))
        .extracting(SeederOutcome::result, SeederOutcome::exact)
        .containsExactly(tuple(SeederOutcome.Result.APPLIED, false));
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("Committer")
        .hasMessageContaining("takes no commit");
  }

  private Tilth tilth(InlineContent content) {
    return content.addTo(Tilth.builder().url(database.url())).build();
  }
}
