package dev.tilth.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.TilthException;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An administrator, or a failover, ends server processes in the midst of a step. */
abstract class TerminateContract {

  private static final int THREADS = 3;

  private static final String ITSELF = "pid = pg_backend_pid()";
  private static final String ALL_OTHERS = "pid <> pg_backend_pid()";
  private static final String EVERYBODY = "true";

  private final Collection<String> failures = new ConcurrentLinkedQueue<>();
  private final TestDatabase prepared;
  private final Image expected;

  TerminateContract(TestDatabase given) throws SQLException {
    prepared = Hook.database(given, "");
    prepared.execute("CREATE SEQUENCE hook.fuse");
    TestDatabase undisturbed = prepared.copy();
    Portal.tilth(undisturbed.url()).deploy().orThrow();
    expected = Image.quick(undisturbed);
  }

  @Test
  void the_process_of_a_step_is_ended_and_the_step_is_done_again() throws Exception {
    inEachStep(ITSELF, true);
  }

  @Test
  void the_process_that_holds_the_run_lock_is_ended_during_a_step() throws Exception {
    inEachStep(ALL_OTHERS, false);
  }

  @Test
  void all_processes_are_ended_during_a_step() throws Exception {
    inEachStep(EVERYBODY, false);
  }

  @Test
  void a_step_that_waits_is_ended_from_outside() throws Exception {
    List<Callable<Object>> attempts = new ArrayList<>();
    for (String step : List.of("V2", "V3", "Sizes")) {
      attempts.add(Executors.callable(() -> fromOutside(step)));
    }
    Parallel.each(THREADS, attempts);
    Proof.assertNone(failures);
  }

  private void inEachStep(String whom, boolean goesOn) throws Exception {
    List<Callable<Object>> attempts =
        Stream.concat(Portal.SCRIPTS.stream(), Portal.SEEDERS.stream())
            .map(step -> Executors.callable(() -> inside(step, whom, goesOn)))
            .toList();
    Parallel.each(THREADS, attempts);
    Proof.assertNone(failures);
  }

  private void inside(String step, String whom, boolean goesOn) {
    try {
      TestDatabase database = prepared.copy();
      Hook.set(database, fuse(step, whom));

      Optional<TilthException> failure = deploy(database);

      assertThat(database.value("SELECT is_called FROM hook.fuse")).isEqualTo("t");
      if (goesOn) {
        assertThat(failure).as("in the same run").isEmpty();
      }
      assertNextLeavesTheSame(database, failure.isEmpty());
    } catch (Exception | AssertionError e) {
      failures.add("%s ending %s: %s".formatted(step, whom, e));
    }
  }

  /** Whom a step ends, the first time it runs: a sequence is not rolled back. */
  private static String fuse(String step, String whom) {
    return """
    IF who = '%s' AND nextval('hook.fuse') = 1 THEN
      PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend' AND %s;
      PERFORM pg_sleep(0.1);
    END IF;
    """
        .formatted(step, whom);
  }

  private void assertNextLeavesTheSame(TestDatabase database, boolean done) throws SQLException {
    Deployments.next(database, done);
    Hook.set(database, "");
    assertThat(Image.quick(database).differences(expected)).isEmpty();
  }

  private void fromOutside(String step) {
    try {
      TestDatabase database = prepared.copy();
      Hook.set(
          database,
          "IF who = '%s' AND nextval('hook.fuse') = 1 THEN PERFORM pg_sleep(600); END IF;"
              .formatted(step));

      Optional<TilthException> failure =
          Parallel.<Optional<TilthException>>atOnce(
                  List.of(() -> deploy(database), () -> terminateSleeper(database)))
              .getFirst();

      assertThat(failure).as("in the same run").isEmpty();
      assertNextLeavesTheSame(database, true);
    } catch (Exception | AssertionError e) {
      failures.add("%s from outside: %s".formatted(step, e));
    }
  }

  private static Optional<TilthException> terminateSleeper(TestDatabase database) {
    Sessions sessions = Sessions.of(database);
    int pid = sessions.awaitOne("a.wait_event = 'PgSleep'", Proof.LIMIT);
    assertThat(sessions.terminate("a.pid = " + pid)).isEqualTo(1);
    return Optional.empty();
  }

  /** What kept it from succeeding, if anything did. */
  private static Optional<TilthException> deploy(TestDatabase database) {
    try {
      return Portal.tilth(database.url()).deploy().failure();
    } catch (TilthException e) {
      return Optional.of(e);
    }
  }
}
