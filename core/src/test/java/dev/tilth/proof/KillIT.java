package dev.tilth.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The process is killed at random moments, several times in a row on the same database; then it is
 * left alone. Half of the next ones begin while the killed one's server processes may be at work.
 */
@PostgresTest
@Isolated("it measures how long a process takes")
class KillIT {

  private static final int DATABASES = Proof.all("kills") ? 100 : 10;
  private static final int KILLS_EACH = 3;
  private static final int THREADS = 5;
  private static final Duration GONE_WITHIN = Duration.ofSeconds(30);

  /** So that kills land in the midst of a statement. */
  private static final String SLOWLY = "PERFORM pg_sleep(0.3);";

  private final TestDatabase given;
  private final Collection<String> failures = new ConcurrentLinkedQueue<>();
  private final Queue<Duration> gone = new ConcurrentLinkedQueue<>();
  private final Queue<Long> kills = new ConcurrentLinkedQueue<>();

  KillIT(TestDatabase given) {
    this.given = given;
  }

  @Test
  void however_often_it_is_killed_the_next_run_leaves_what_an_undisturbed_one_leaves()
      throws Exception {
    TestDatabase prepared = Hook.database(given, SLOWLY);
    TestDatabase undisturbed = prepared.copy();
    long normally = millisOf(undisturbed);
    Hook.set(undisturbed, "");
    Image expected = Image.of(undisturbed);

    Random random = Proof.random("kills");
    List<Callable<Object>> attempts = new ArrayList<>();
    for (int i = 0; i < DATABASES; i++) {
      Random own = new Random(random.nextLong());
      attempts.add(Executors.callable(() -> attempt(prepared, normally, own, expected)));
    }
    Parallel.each(THREADS, attempts);

    Proof.say(
        "kills: %d of processes that take %d ms; after %d of them the sessions were awaited and gone within %d ms at most"
            .formatted(
                kills.size(),
                normally,
                gone.size(),
                gone.stream().mapToLong(Duration::toMillis).max().orElse(0)));
    Proof.assertNone(failures);
    assertThat(kills).hasSize(DATABASES * KILLS_EACH);
    assertThat(gone).isNotEmpty();
  }

  @Test
  void a_long_statement_of_a_killed_process_ends_with_it() throws Exception {
    for (String step : List.of("V2", "Sizes")) {
      TestDatabase database =
          Hook.database(given, "IF who = '%s' THEN PERFORM pg_sleep(600); END IF;".formatted(step));
      try (PortalProcess process = PortalProcess.start(database)) {
        Sessions sessions = Sessions.of(database);
        sessions.awaitOne("a.wait_event = 'PgSleep'", Proof.LIMIT);
        assertThat(process.kill()).isTrue();
        Duration time = sessions.awaitNone(GONE_WITHIN);
        Proof.say(
            "kill in a statement of %s: its sessions were gone after %d ms"
                .formatted(step, time.toMillis()));
      }
    }
  }

  /** How long an undisturbed process takes from the moment it is ready. */
  private static long millisOf(TestDatabase database) throws InterruptedException {
    try (PortalProcess process = PortalProcess.start(database)) {
      process.awaitReady();
      long start = System.nanoTime();
      assertThat(process.exitCode()).as(process.errors()).isZero();
      return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
  }

  private void attempt(TestDatabase prepared, long normally, Random random, Image expected) {
    List<Long> moments = new ArrayList<>();
    try {
      TestDatabase database = prepared.copy();
      for (int i = 0; i < KILLS_EACH; i++) {
        long moment = random.nextLong(normally);
        // What the ones before have done is not done again: later ones have less to do.
        while (!killedAt(database, moment)) {
          moment /= 2;
        }
        moments.add(moment);
        if (random.nextBoolean()) {
          gone.add(Sessions.of(database).awaitNone(GONE_WITHIN));
        }
      }
      kills.addAll(moments);
      Hook.set(database, "");
      Deployments.assertNextLeaves(database, expected);
    } catch (Exception | AssertionError e) {
      failures.add("killed after %s ms: %s".formatted(moments, e));
    }
  }

  private static boolean killedAt(TestDatabase database, long millis) throws InterruptedException {
    try (PortalProcess process = PortalProcess.start(database)) {
      process.awaitReady();
      TimeUnit.MILLISECONDS.sleep(millis);
      return process.kill();
    }
  }
}
