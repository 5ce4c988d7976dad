package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.deploy.Report;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** What the ledger has of seeders: no commit is without its entry. */
@PostgresTest
final class SeederEntriesIT {

  private static final String ENTRIES =
      """
      SELECT string_agg(concat_ws(' ', name, outcome, rows_inserted), ', ' ORDER BY position)
        FROM tilth.step WHERE kind = 'seeder'
      """;

  private final TestDatabase database;

  SeederEntriesIT(TestDatabase given) {
    this.database = given.another();
  }

  @Test
  void a_seeder_is_entered_by_the_transaction_that_has_its_rows_and_its_record() {
    deploy(content("Alpha", "Beta")).orThrow();

    assertThat(database.value(ENTRIES)).isEqualTo("Alpha applied 1, Beta applied 1");
    assertThat(
            database.column(
                """
                SELECT s.name FROM tilth.seed s, tilth.step e, public.t
                 WHERE e.name = s.name AND t.who = s.name AND e.run_id = s.run_id
                   AND s.xmin = e.xmin AND t.xmin = e.xmin
                 ORDER BY 1
                """))
        .containsExactly("Alpha", "Beta");
  }

  @Test
  void a_seeder_that_failed_in_its_commit_is_entered_once_and_as_failed() {
    InlineContent content = content("Alpha", "Beta", "Gamma");
    content.script(
        "V2__late.sql",
        """
        ALTER TABLE public.t ADD CONSTRAINT known UNIQUE (who) DEFERRABLE INITIALLY DEFERRED;
        INSERT INTO public.t VALUES ('Beta');
        """);

    Report report = deploy(content);

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(database.value(ENTRIES)).isEqualTo("Alpha applied 1, Beta failed, Gamma applied 1");
    assertThat(database.value("SELECT string_agg(name, ',' ORDER BY name) FROM tilth.seed"))
        .isEqualTo("Alpha,Gamma");
  }

  @Test
  void several_at_once_have_a_place_each() {
    String[] names = new String[20];
    for (int i = 0; i < names.length; i++) {
      names[i] = "S" + i;
    }

    content(names)
        .addTo(Tilth.builder().url(database.url()))
        .parallel(4)
        .build()
        .deploy()
        .orThrow();

    assertThat(
            database.value(
                "SELECT count(DISTINCT position) || ' ' || max(position) FROM tilth.step"))
        .isEqualTo("21 21");
  }

  private Report deploy(InlineContent content) {
    return content.addTo(Tilth.builder().url(database.url())).build().deploy();
  }

  private static InlineContent content(String... names) {
    InlineContent content =
        new InlineContent().script("V1__t.sql", "CREATE TABLE public.t (who text);");
    for (String name : names) {
      content.seeder(
          SeederSpec.once(name).independent(),
          context -> context.sql().execute("INSERT INTO public.t VALUES ('%s')".formatted(name)));
    }
    return content;
  }
}
