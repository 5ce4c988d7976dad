package dev.tilth.testing.kit;

import dev.tilth.testing.DatabaseContent;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.ClientMessage;
import dev.tilth.testing.faults.CuttingProxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** {@link SeederKit#checkCutAndResumed}. */
record CutCheck(Bench bench, int others) {

  private static final int THREADS = 4;
  private static final int SHOWN = 5;

  /** What became of one cut. */
  private record Attempt(CutPoint point, boolean cut, Optional<SeederKitError> error) {}

  void run() {
    DatabaseContent expected = bench.deployed();
    List<Attempt> attempts =
        Together.run(
            THREADS,
            CutPoint.of(messages(), others).stream()
                .map(point -> (Callable<Attempt>) () -> attempt(point, expected))
                .toList());
    long cuts = attempts.stream().filter(Attempt::cut).count();
    if (cuts == 0 || 2 * cuts < attempts.size()) {
      throw new SeederKitError(
          Finding.FEW_CUT, "%d of %d cuts came about.".formatted(cuts, attempts.size()), "");
    }
    List<Attempt> failed = attempts.stream().filter(a -> a.error().isPresent()).toList();
    if (!failed.isEmpty()) {
      String where = where(failed, attempts.size());
      throw new SeederKitError(failed.getFirst().error().orElseThrow(), where);
    }
  }

  private static String where(List<Attempt> failed, int attempts) {
    return failed.stream()
        .limit(SHOWN)
        .map(attempt -> "  " + attempt.point())
        .collect(
            Collectors.joining(
                "\n",
                "This is of the first of %d of %d cuts, at:\n".formatted(failed.size(), attempts),
                ""));
  }

  private List<ClientMessage> messages() {
    return bench.with(database -> {
      try (CuttingProxy proxy = CuttingProxy.inFrontOf(database)) {
        bench.deploy(proxy.url());
        return proxy.messages();
      }
    });
  }

  private Attempt attempt(CutPoint point, DatabaseContent expected) {
    return bench.with(database -> {
      boolean cut = cut(point, database);
      try {
        resume(database);
        bench.compare(database, expected, bench.content(database), Finding.CUT_LEAVES_OTHERS);
        return new Attempt(point, cut, Optional.empty());
      } catch (SeederKitError e) {
        return new Attempt(point, cut, Optional.of(e));
      }
    });
  }

  /**
   * Whether it came to the cut; the order of messages of several connections is not always the
   * same.
   */
  private boolean cut(CutPoint point, TestDatabase database) {
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database, point.cut())) {
      try {
        bench.deployment().run(proxy.url());
      } catch (Exception broken) {
        // As it should, or it recovered by itself: what counts is what the next one leaves.
      }
      return proxy.cutAt().isPresent();
    }
  }

  private void resume(TestDatabase database) {
    try {
      bench.deployment().run(database.url());
    } catch (Exception e) {
      throw new SeederKitError(Finding.CUT_IS_FINAL, e.toString(), e);
    }
  }
}
