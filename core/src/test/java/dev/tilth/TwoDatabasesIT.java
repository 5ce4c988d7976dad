package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.deploy.StartMode;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One process, two databases, at once: nothing is shared but the classes. */
@PostgresTest
final class TwoDatabasesIT {

  /** Each seeder waits for the other one's, so that both runs are in their midst together. */
  private final CyclicBarrier meeting = new CyclicBarrier(2);

  @Test
  void two_services_in_one_process_keep_to_themselves(TestDatabase given) throws Exception {
    TestDatabase one = given.another();
    TestDatabase other = given.another();
    Tilth first = tilth(one, "dev", "First");
    Tilth second = tilth(other, "qa", "Second");

    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> both = threads.submit(() -> first.start(StartMode.DEPLOY));
      Future<?> and = threads.submit(() -> second.start(StartMode.DEPLOY));
      both.get(60, TimeUnit.SECONDS);
      and.get(60, TimeUnit.SECONDS);
    }

    assertThat(one.column("SELECT who FROM public.counter")).containsExactly("First");
    assertThat(other.column("SELECT who FROM public.counter")).containsExactly("Second");
    assertThat(one.value("SELECT environment FROM tilth.database")).isEqualTo("dev");
    assertThat(other.value("SELECT environment FROM tilth.database")).isEqualTo("qa");
    assertThat(first.readiness(Duration.ofSeconds(20)).check().isReady()).isTrue();
    assertThat(tilth(other, "qa", "First").readiness(Duration.ofSeconds(20)).check().reasons())
        .containsExactly("Seeders that have not run: First (new).");
  }

  private Tilth tilth(TestDatabase database, String environment, String seeder) {
    return new InlineContent()
        .script(
            "V1__counter.sql",
            "CREATE TABLE public.counter (id bigint GENERATED ALWAYS AS IDENTITY, who text)")
        .seeder(
            SeederSpec.once(seeder),
            context -> {
              meeting.await(50, TimeUnit.SECONDS);
              context
                  .sql()
                  .execute("INSERT INTO public.counter (who) VALUES ('%s')".formatted(seeder));
            })
        .addTo(Tilth.builder().dataSource(database.dataSource()))
        .environment(environment)
        .build();
  }
}
