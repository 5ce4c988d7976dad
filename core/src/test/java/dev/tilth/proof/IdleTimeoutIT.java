package dev.tilth.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.InlineContent;
import dev.tilth.TilthBuilder;
import dev.tilth.deploy.Report;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A server whose defaults end sessions that idle, and statements that take long. */
@PostgresTest
class IdleTimeoutIT {

  private static final int SECONDS = 4;

  private final TestDatabase given;

  IdleTimeoutIT(TestDatabase given) {
    this.given = given;
  }

  @Test
  void long_migrations_and_seeders_are_not_ended_by_the_servers_defaults() throws Exception {
    TestDatabase one = impatient();
    TestDatabase other = impatient();

    List<Report> reports =
        Parallel.atOnce(
            List.of(
                () -> deploy(Portal.builder(slow()).url(one.url())),
                () -> deploy(Portal.builder(slow()).dataSource(other.dataSource()))));

    assertThat(reports).allSatisfy(report -> assertThat(report.orThrow().exitCode()).isZero());
    for (TestDatabase database : List.of(one, other)) {
      assertThat(database.column("SELECT who FROM public.counter ORDER BY who"))
          .containsExactly("InJava", "InSql", "V2");
    }
  }

  private TestDatabase impatient() {
    TestDatabase database = given.another();
    for (String setting :
        List.of(
            "idle_in_transaction_session_timeout",
            "idle_session_timeout",
            "statement_timeout",
            "lock_timeout")) {
      database.execute("ALTER DATABASE %s SET %s = '1s'".formatted(database.name(), setting));
    }
    if (database.majorVersion() >= 17) {
      database.execute(
          "ALTER DATABASE %s SET transaction_timeout = '1s'".formatted(database.name()));
    }
    return database;
  }

  private static Report deploy(TilthBuilder builder) {
    return builder.build().deploy();
  }

  private static InlineContent slow() {
    return new InlineContent()
        .script("V1__counter.sql", "CREATE TABLE public.counter (who text NOT NULL);")
        .script(
            "V2__slow.sql",
            "INSERT INTO public.counter VALUES ('V2');\nSELECT pg_sleep(%d);".formatted(SECONDS))
        .seeder(
            SeederSpec.once("InSql"),
            context -> {
              context.sql().execute("INSERT INTO public.counter VALUES ('InSql')");
              context.sql().execute("SELECT pg_sleep(%d)".formatted(SECONDS));
            })
        .seeder(
            SeederSpec.once("InJava"),
            context -> {
              context.sql().execute("INSERT INTO public.counter VALUES ('InJava')");
              // The transaction idles: this is what is tested.
              TimeUnit.SECONDS.sleep(SECONDS);
            });
  }
}
