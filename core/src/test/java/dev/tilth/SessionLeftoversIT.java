package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What seeders do to their session is nothing that an application meets later. */
@PostgresTest
final class SessionLeftoversIT {

  private static final String STATE =
      """
      SELECT concat_ws(' ', current_user = session_user, current_setting('session_replication_role'),
             current_setting('work_mem'), pg_my_temp_schema(), count(l.*))
        FROM (SELECT * FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory') l
      """;

  private final TestDatabase database;

  SessionLeftoversIT(TestDatabase given) {
    this.database = given.another();
  }

  @Test
  void a_pool_does_not_get_a_session_back_that_a_seeder_has_changed() throws SQLException {
    try (KeepingPool pool = new KeepingPool(database)) {
      pool.getConnection().close();
      String untouched = pool.inEachSession(STATE).getFirst();

      content("Changing")
          .addTo(Tilth.builder().dataSource(pool).environment("dev"))
          .build()
          .deploy()
          .orThrow();

      assertThat(pool.inEachSession(STATE)).isNotEmpty().containsOnly(untouched);
    }
  }

  @Test
  void a_pool_gets_no_session_back_that_another_seeder_could_use() throws SQLException {
    try (KeepingPool pool = new KeepingPool(database)) {
      pool.getConnection().close();
      String untouched = pool.inEachSession(STATE).getFirst();
      InlineContent content =
          InlineContent.small()
              .seeder(
                  SeederSpec.once("Locking"),
                  context -> context.sql().execute("SELECT pg_advisory_lock_shared(42)"));

      content.addTo(Tilth.builder().dataSource(pool).environment("dev")).build().deploy().orThrow();

      assertThat(pool.inEachSession(STATE)).isNotEmpty().containsOnly(untouched);
    }
  }

  @Test
  void a_session_is_changed_for_one_seeder_only() {
    InlineContent content =
        content("Changing")
            .seeder(
                SeederSpec.once("Next"),
                context ->
                    assertThat(
                            context
                                .sql()
                                .fetchSingle("SELECT current_setting('session_replication_role')")
                                .get(0, String.class))
                        .isEqualTo("origin"));

    content.addTo(Tilth.builder().url(database.url())).build().deploy().orThrow();
  }

  private static InlineContent content(String name) {
    return InlineContent.small()
        .seeder(
            SeederSpec.once(name),
            context -> {
              context.sql().execute("SET session_replication_role = replica");
              context.sql().execute("SET work_mem = '1GB'");
              context.sql().execute("CREATE TEMPORARY TABLE t (id bigint)");
              context.sql().execute("SELECT pg_advisory_lock_shared(42)");
            });
  }
}
