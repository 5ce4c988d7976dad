package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.Resource;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
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

  /** The advisory lock that is left is the run's own. */
  private static final String STATE =
      """
      SELECT concat_ws(' ', current_setting('session_replication_role'), current_setting('work_mem'),
             current_setting('search_path'), current_setting('TimeZone'),
             current_setting('lock_timeout'), current_setting('transaction_timeout', true),
             to_regclass('pg_temp.left_behind'), (SELECT count(*) FROM pg_listening_channels()),
             (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory'))
      """;

  private final List<String> states = new ArrayList<>();
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

    assertThat(backends).hasSize(2).containsOnly(backends.getFirst());
    assertThat(database.column("SELECT DISTINCT pid FROM public.words"))
        .containsExactly("" + backends.getFirst());
  }

  @Test
  void nothing_that_triggers_have_left_reaches_the_next_seeder() {
    deploy(looking("Before").script(LEAVING).words("One").looking("After").content);

    assertThat(database.value("SELECT pid FROM public.words")).isEqualTo("" + backends.getLast());
    assertThat(states.getLast()).isEqualTo(states.getFirst()).endsWith(" 1");
  }

  @Test
  void what_triggers_have_prepared_ends_it() {
    String preparing = LEAVING.replace("PERFORM", "EXECUTE 'PREPARE p AS SELECT 1'; PERFORM");

    deploy(looking("Before").script(preparing).words("One").looking("After").content);

    assertThat(backends.getLast()).isNotEqualTo(backends.getFirst());
    assertThat(states.getLast()).isEqualTo(states.getFirst());
  }

  private void deploy(InlineContent content) {
    content.addTo(Tilth.builder().url(database.url())).build().deploy().orThrow();
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

    Content looking(String name) {
      content.seeder(
          SeederSpec.once(name),
          context -> {
            states.add(context.sql().fetchSingle(STATE).get(0, String.class));
            backends.add(
                context.sql().fetchSingle("SELECT pg_backend_pid()").get(0, Integer.class));
          });
      return this;
    }
  }
}
