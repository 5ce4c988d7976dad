package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.seed.SeederOutcome;
import dev.tilth.seed.TableRows;
import dev.tilth.spi.Resource;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a seeder wrote, table by table. */
@PostgresTest
final class TableCountsIT {

  private static final String TABLES =
      """
      CREATE SCHEMA app;
      CREATE TABLE app.role (code text PRIMARY KEY, name text);
      CREATE TABLE app.permission (role text NOT NULL REFERENCES app.role, what text, UNIQUE (role, what));
      CREATE TABLE app.event (id int PRIMARY KEY, day int) PARTITION BY RANGE (id);
      CREATE TABLE app.event_old PARTITION OF app.event FOR VALUES FROM (0) TO (100)
        PARTITION BY RANGE (id);
      CREATE TABLE app.event_oldest PARTITION OF app.event_old FOR VALUES FROM (0) TO (10);
      CREATE TABLE app.event_older PARTITION OF app.event_old FOR VALUES FROM (10) TO (100);
      CREATE TABLE app.event_new PARTITION OF app.event DEFAULT;
      """;

  private static final SeederSpec SPEC = SeederSpec.onChange("Both");

  private TestDatabase database;
  private int version;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
  }

  @Test
  void an_imperative_seeder_is_counted_by_table() {
    SeederOutcome outcome =
        seed(context -> {
          context.sql().execute("INSERT INTO app.role VALUES ('a', 'A'), ('b', 'B'), ('c', 'C')");
          context.sql().execute("INSERT INTO app.permission VALUES ('a', 'x'), ('b', 'x')");
          context.sql().execute("UPDATE app.permission SET what = 'y' WHERE role = 'a'");
          context.sql().execute("DELETE FROM app.role WHERE code = 'c'");
          context.sql().execute("CREATE TEMPORARY TABLE aside AS SELECT 1");
        });

    assertThat(outcome.tables())
        .containsExactly(
            new TableRows("app.permission", new RowCounts(2, 1, 0, 0)),
            new TableRows("app.role", new RowCounts(3, 0, 1, 0)));
    assertThat(outcome.rows()).contains(new RowCounts(5, 1, 1, 0));
    assertThat(outcome.exact()).isFalse();
  }

  @Test
  void declared_tables_are_exact_in_the_order_in_which_they_are_loaded() {
    SeederOutcome outcome = seed(roles("a,A\nb,B\n"), permissions());

    assertThat(outcome.tables())
        .containsExactly(
            new TableRows("app.role", new RowCounts(2, 0, 0, 0)),
            new TableRows("app.permission", new RowCounts(1, 0, 0, 0)));
    assertThat(outcome.exact()).isTrue();
    assertThat(seed(roles("a,Z\nb,B\n"), permissions()).tables())
        .containsExactly(
            new TableRows("app.role", new RowCounts(0, 1, 0, 1)),
            new TableRows("app.permission", new RowCounts(0, 0, 0, 1)));
  }

  @Test
  void what_was_written_beside_a_declared_table_makes_the_counts_attempts() {
    SeederOutcome outcome =
        seed(context -> {
          context.load(roles("a,A\nb,B\n"));
          context.sql().execute("INSERT INTO app.permission VALUES ('a', 'x')");
          context.load(roles("a,A\n"));
        });

    assertThat(outcome.tables())
        .containsExactly(
            new TableRows("app.role", new RowCounts(2, 0, 0, 1)),
            new TableRows("app.permission", new RowCounts(1, 0, 0, 0)));
    assertThat(outcome.exact()).isFalse();
  }

  @Test
  void what_a_trigger_writes_elsewhere_makes_the_counts_attempts() {
    seed(roles("a,A\n"));
    database.execute(
        """
        CREATE TABLE app.elsewhere (LIKE app.permission);
        CREATE FUNCTION app.note() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN INSERT INTO app.elsewhere SELECT NEW.*; RETURN NEW; END $$;
        CREATE TRIGGER note BEFORE INSERT ON app.permission
          FOR EACH ROW EXECUTE FUNCTION app.note();
        """);

    SeederOutcome outcome = seed(roles("b,B\n"), permissions());

    assertThat(outcome.tables())
        .extracting(TableRows::table, table -> table.rows().inserted())
        .containsExactly(
            tuple("app.role", 1L), tuple("app.permission", 1L), tuple("app.elsewhere", 1L));
    assertThat(outcome.exact()).isFalse();
  }

  @Test
  void partitions_are_counted_as_their_topmost_table() {
    TableData events = TableData.of("app.event", file("id,day\n1,1\n11,1\n111,1\n")).key("id");
    SeederOutcome declared = seed(events);
    SeederOutcome direct = seed(TableData.of("app.event_older", file("id,day\n12,1\n")).key("id"));

    assertThat(declared.tables())
        .containsExactly(new TableRows("app.event", new RowCounts(3, 0, 0, 0)));
    assertThat(declared.exact()).isTrue();
    assertThat(direct.tables())
        .containsExactly(new TableRows("app.event", new RowCounts(1, 0, 0, 0)));
    assertThat(direct.exact()).isTrue();
  }

  @Test
  void what_a_truncate_takes_away_is_not_counted() {
    SeederOutcome outcome =
        seed(context -> {
          context.load(roles("a,A\n"));
          context.sql().execute("INSERT INTO app.permission VALUES ('a', 'x')");
          context.sql().execute("TRUNCATE app.permission");
        });

    assertThat(outcome.tables())
        .containsExactly(new TableRows("app.role", new RowCounts(1, 0, 0, 0)));
  }

  @Test
  void without_the_servers_counts_only_declared_tables_are_known() {
    database.execute("ALTER DATABASE \"%s\" SET track_counts = off".formatted(database.name()));

    SeederOutcome declared = seed(roles("a,A\n"), permissions());
    SeederOutcome imperative = seed(context -> context.sql().execute("DELETE FROM app.permission"));

    assertThat(declared.tables())
        .extracting(TableRows::table)
        .containsExactly("app.role", "app.permission");
    assertThat(declared.exact()).isTrue();
    assertThat(imperative.tables()).isEmpty();
    assertThat(imperative.rows()).isEmpty();
  }

  private static TableData roles(String csv) {
    return TableData.of("app.role", file("code,name\n" + csv)).key("code");
  }

  private static TableData permissions() {
    return TableData.of("app.permission", file("role,what\na,x\n")).key("role", "what");
  }

  private static Resource file(String csv) {
    return InlineContent.resource("rows.csv", csv);
  }

  private SeederOutcome seed(TableData... tables) {
    return deploy(new InlineContent().seeder(TableSeeder.of(next(), tables)));
  }

  private SeederOutcome seed(InlineContent.Action action) {
    return deploy(new InlineContent().seeder(next(), action));
  }

  private SeederSpec next() {
    return SPEC.withVersion(++version);
  }

  private SeederOutcome deploy(InlineContent content) {
    return content
        .script("V1__tables.sql", TABLES)
        .addTo(Tilth.builder().url(database.url()).environment("dev"))
        .build()
        .deploy()
        .orThrow()
        .seeders()
        .getFirst();
  }
}
