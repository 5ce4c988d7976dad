package dev.tilth.proof;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.TestServer;
import dev.tilth.testing.faults.ExposedServer;
import dev.tilth.testing.faults.NetworkNamespace;
import dev.tilth.testing.faults.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The host of a run vanishes from the network without a word: while a script is at work, while a
 * seeder is, and while a seeder's transaction is open and idle. All at once, since it takes a
 * while.
 */
class VanishedHostIT {

  private static final Duration GONE_WITHIN = Duration.ofSeconds(15);

  private static final String SLEEPING = "a.wait_event = 'PgSleep'";
  private static final String IDLE =
      "a.state = 'idle in transaction' AND a.state_change < clock_timestamp() - interval '1 s'";

  @Test
  void its_sessions_go_and_the_next_run_completes() throws Exception {
    assumeTrue(
        NetworkNamespace.isPossible(),
        "NOT TESTED: no network namespaces here; they need root and the program 'ip'.");
    try (NetworkNamespace host = NetworkNamespace.open();
        ExposedServer server = ExposedServer.at(host.address())) {
      vanish(host, server.server());
    }
  }

  private static void vanish(NetworkNamespace host, TestServer server) throws Exception {
    TestDatabase given = server.database();
    TestDatabase undisturbed = Hook.database(given, "");
    Portal.tilth(undisturbed.url()).deploy().orThrow();
    Map<TestDatabase, String> runs =
        Map.of(
            sleepingIn(given, "V2"), SLEEPING,
            sleepingIn(given, "Sizes"), SLEEPING,
            Hook.database(given, ""), IDLE);
    List<PortalProcess> processes = new ArrayList<>();
    try {
      for (TestDatabase database : runs.keySet()) {
        processes.add(PortalProcess.start(database, builder -> within(host, builder)));
      }
      runs.forEach((database, state) -> Sessions.of(database).awaitOne(state, Proof.LIMIT));

      host.vanish();

      long start = System.nanoTime();
      for (TestDatabase database : runs.keySet()) {
        Sessions.of(database).awaitNone(GONE_WITHIN);
      }
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      Proof.say("vanished host: its sessions were gone after %d ms".formatted(millis));
      for (TestDatabase database : runs.keySet()) {
        Hook.set(database, "");
        Deployments.assertNextLeaves(database, Image.of(undisturbed));
      }
    } finally {
      processes.forEach(PortalProcess::close);
    }
  }

  private static TestDatabase sleepingIn(TestDatabase given, String step) {
    return Hook.database(
        given, "IF who = '%s' THEN PERFORM pg_sleep(600); END IF;".formatted(step));
  }

  private static Process within(NetworkNamespace host, ProcessBuilder builder) {
    builder.environment().put(Portal.PAUSE, "600");
    return host.start(builder);
  }
}
