package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.deploy.Report;
import dev.tilth.spi.Resource;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection goes from seeder to seeder, what it was left with does not. */
@PostgresTest
final class ConnectionReuseIT {

  private static final String SCHEMA =
      """
      CREATE TABLE public.words (word text PRIMARY KEY, pid integer DEFAULT pg_backend_pid());
      """;

  private static final String LEAVING =
      """
      CREATE FUNCTION public.leave() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM set_config('work_mem', '1GB', false), set_config('search_path', 'pg_catalog', false),
                set_config('session_replication_role', 'replica', false),
                pg_advisory_lock_shared(42);
        CREATE TEMPORARY TABLE left_behind (id bigint);
        LISTEN left_behind;
        RETURN NEW;
      END $$;
      CREATE TRIGGER leaving AFTER INSERT ON public.words EXECUTE FUNCTION public.leave();
      """;

  private static final String LEFT =
      """
      SELECT set_config('work_mem', '1GB', false), set_config('search_path', 'pg_catalog', false),
             set_config('session_replication_role', 'replica', false),
             set_config('default_transaction_read_only', 'on', false),
             pg_advisory_lock_shared(42), setseed(0.5);
      CREATE TEMPORARY TABLE left_behind (id bigint);
      LISTEN left_behind;
      DECLARE held CURSOR WITH HOLD FOR SELECT 1;
      """;

  /** The advisory lock that is left is the run's own. */
  private static final String STATE =
      """
      SELECT concat_ws(' ', current_setting('session_replication_role'), current_setting('work_mem'),
             current_setting('search_path'), current_setting('TimeZone'),
             current_setting('lock_timeout'), current_setting('transaction_timeout', true),
             current_user = session_user, current_setting('transaction_read_only'),
             (SELECT count(*) FROM pg_cursors WHERE is_holdable),
             (SELECT count(*) FROM pg_prepared_statements WHERE from_sql),
             to_regclass('pg_temp.left_behind'), (SELECT count(*) FROM pg_listening_channels()),
             (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory'))
      """;

  private final List<String> states = new ArrayList<>();
  private final List<Double> randoms = new ArrayList<>();
  private final List<Integer> backends = new ArrayList<>();
  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
  }

  @Test
  void seeders_of_declared_data_share_a_connection() {
    deploy(words("One").words("Two").words("Three").content);

    assertThat(database.value("SELECT count(*) || ' ' || count(DISTINCT pid) FROM public.words"))
        .isEqualTo("3 1");
  }

  @Test
  void seeders_of_sql_share_it_too() {
    deploy(words("One").looking("Looking").words("Two").looking("Again").content);

    assertThat(backends).hasSize(2);
    assertThat(database.column("SELECT DISTINCT pid FROM public.words"))
        .containsExactly("" + backends.getFirst())
        .containsExactly("" + backends.getLast());
  }

  @Test
  void nothing_that_sql_has_left_reaches_the_next_seeder() {
    deploy(looking("Before").leaving("Leaving", LEFT).looking("After").content);

    assertThat(backends.getLast()).isEqualTo(backends.getFirst());
    assertThat(states.getLast()).isEqualTo(states.getFirst()).endsWith(" 1");
    assertThat(randoms.getLast()).isNotEqualTo(randoms.getFirst());
  }

  @Test
  void what_prepared_statements_is_the_last_on_its_connection() {
    deploy(looking("Before").leaving("Leaving", "PREPARE p AS SELECT 1").looking("After").content);

    assertThat(backends.getLast()).isNotEqualTo(backends.getFirst());
    assertThat(states.getLast()).isEqualTo(states.getFirst());
  }

  @Test
  void what_ran_beside_an_unknown_extension_is_the_last_on_its_connection() {
    database.execute(
        """
        INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
        SELECT 99999, 'unknown', oid, 'public'::regnamespace, false, '1'
          FROM pg_roles WHERE rolname = current_user
        """);

    deploy(looking("Before").words("One").looking("After").content);

    assertThat(backends.getLast()).isNotEqualTo(backends.getFirst());
  }

  @Test
  void what_touched_the_driver_is_the_last_on_its_connection() {
    deploy(
        looking("Before")
            .seeder("Touching", context -> context.sql().connection(c -> c.setTypeMap(Map.of())))
            .looking("After")
            .content);

    assertThat(backends.getLast()).isNotEqualTo(backends.getFirst());
  }

  @Test
  void what_loaded_a_library_is_the_last_on_its_connection() {
    deploy(looking("Before").leaving("Leaving", "LOAD 'plpgsql'").looking("After").content);

    assertThat(backends.getLast()).isNotEqualTo(backends.getFirst());
  }

  @Test
  void what_a_seeder_kept_of_its_connection_is_of_no_use_to_it_afterwards() {
    List<SeedContext> kept = new ArrayList<>();
    deploy(
        looking("Before")
            .seeder("Keeping", kept::add)
            .seeder(
                "After",
                context -> {
                  context.sql().execute("SELECT 1");
                  kept.getFirst().sql().execute("INSERT INTO words VALUES ('late')");
                })
            .content,
        report ->
            assertThat(report.failure()).get().asString().contains("Seeder Keeping has ended"));
    assertThat(database.value("SELECT count(*) FROM public.words")).isEqualTo("0");
  }

  @Test
  void rows_of_the_seeder_before_are_not_counted_again() {
    Report report =
        deploy(
            words("One")
                .words("Two")
                .seeder("Three", context -> context.sql().execute("INSERT INTO words VALUES ('3')"))
                .words("Four")
                .content);

    assertThat(report.seeders())
        .extracting(outcome -> outcome.rows().orElseThrow().inserted())
        .containsExactly(1L, 1L, 1L, 1L);
    assertThat(database.value("SELECT count(DISTINCT pid) FROM public.words")).isEqualTo("1");
  }

  @Test
  void nothing_that_triggers_have_left_reaches_the_next_seeder() {
    deploy(looking("Before").script(LEAVING).words("One").looking("After").content);

    assertThat(database.value("SELECT pid FROM public.words")).isEqualTo("" + backends.getLast());
    assertThat(states.getLast()).isEqualTo(states.getFirst()).endsWith(" 1");
  }

  private Report deploy(InlineContent content) {
    return content.addTo(Tilth.builder().url(database.url())).build().deploy().orThrow();
  }

  private void deploy(InlineContent content, Consumer<Report> check) {
    check.accept(content.addTo(Tilth.builder().url(database.url())).build().deploy());
  }

  private Content words(String name) {
    return new Content().words(name);
  }

  private Content looking(String name) {
    return new Content().looking(name);
  }

  private final class Content {

    private final InlineContent content = new InlineContent().script("V1__words.sql", SCHEMA);

    Content script(String sql) {
      content.script("V2__more.sql", sql);
      return this;
    }

    Content words(String name) {
      Resource csv = InlineContent.resource("words.csv", "word\n%s\n".formatted(name));
      content.seeder(
          SeederSpec.once(name),
          context -> context.load(TableData.of("public.words", csv).key("word")));
      return this;
    }

    Content seeder(String name, InlineContent.Action seeder) {
      content.seeder(SeederSpec.once(name), seeder);
      return this;
    }

    Content leaving(String name, String sql) {
      return seeder(name, context -> context.sql().execute(sql));
    }

    Content looking(String name) {
      content.seeder(
          SeederSpec.once(name),
          context -> {
            states.add(context.sql().fetchSingle(STATE).get(0, String.class));
            randoms.add(context.sql().fetchSingle("SELECT random()").get(0, Double.class));
            backends.add(
                context.sql().fetchSingle("SELECT pg_backend_pid()").get(0, Integer.class));
          });
      return this;
    }
  }
}
