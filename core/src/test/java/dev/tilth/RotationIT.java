package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.database.RetryPolicy;
import dev.tilth.database.RotatedLogIn;
import dev.tilth.deploy.Limits;
import dev.tilth.deploy.Report;
import dev.tilth.seed.RetriesUsedUpException;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The password of a run that is under way is changed, and its workers lose their sessions. */
@PostgresTest
final class RotationIT {

  private static final int WORKERS = 4;
  private static final int PATIENCE_SECONDS = 30;

  private static final RetryPolicy QUICK =
      new RetryPolicy(3, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMinutes(1));

  private final Set<String> begun = ConcurrentHashMap.newKeySet();
  private TestDatabase database;
  private RotatedLogIn logIn;

  @BeforeEach
  void create(TestDatabase given) {
    database = given.another();
    logIn = new RotatedLogIn(database);
  }

  @AfterEach
  void drop() {
    logIn.close();
  }

  @Test
  void theirNewConnectionsTakeTheNewPasswordWhichIsFetchedOnce() {
    CyclicBarrier allAtWork = new CyclicBarrier(WORKERS, logIn::rotate);
    InlineContent content = content();
    for (int i = 0; i < WORKERS; i++) {
      String name = "Seeder" + i;
      content.seeder(
          SeederSpec.once(name).independent(),
          context -> {
            context.sql().execute("INSERT INTO public.done VALUES (?)", name);
            if (begun.add(name)) {
              allAtWork.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
              loseSession(context);
            }
          });
    }

    Report report = deploy(content);

    assertThat(report.failure()).isEmpty();
    assertThat(logIn.renewals()).isEqualTo(1);
    assertThat(database.value("SELECT count(*), count(DISTINCT who) FROM public.done"))
        .isEqualTo("4|4");
  }

  @Test
  void theRunFailsWhereTheStoreKnowsNoOtherPassword() {
    InlineContent content =
        content()
            .seeder(
                SeederSpec.once("Seeder"),
                context -> {
                  logIn.rotateInDatabaseOnly();
                  loseSession(context);
                });

    Report report = deploy(content);

    assertThat(report.failure().orElseThrow().kind()).isEqualTo(FailureKind.DATABASE_UNREACHABLE);
    assertThat(report.failure().orElseThrow())
        .isInstanceOf(RetriesUsedUpException.class)
        .hasMessageContaining("Secret app/db was fetched again and holds the same log-in still")
        .hasMessageNotContaining("s3cret");
    assertThat(logIn.renewals()).isEqualTo(1);
  }

  private Report deploy(InlineContent content) {
    Limits limits =
        new Limits(Limits.DEFAULT.run(), Limits.DEFAULT.nonTransactional(), QUICK)
            .withParallel(WORKERS);
    return content
        .addTo(Tilth.builder().access(logIn.access()).environment("dev").limits(limits))
        .build()
        .deploy();
  }

  private static InlineContent content() {
    return new InlineContent()
        .script("V1__done.sql", "CREATE TABLE public.done (who text NOT NULL);");
  }

  private static void loseSession(SeedContext context) {
    context.sql().execute("SELECT pg_terminate_backend(pg_backend_pid())");
  }
}
