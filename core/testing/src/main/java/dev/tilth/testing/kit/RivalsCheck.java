package dev.tilth.testing.kit;

import dev.tilth.testing.DatabaseContent;
import dev.tilth.testing.TestDatabase;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Collectors;

/** {@link SeederKit#checkRivals}. */
record RivalsCheck(Bench bench, int rivals) {

  void run() {
    DatabaseContent expected = bench.deployed();
    var unused =
        bench.with(database -> {
          List<Exception> failures = atOnce(database);
          if (!failures.isEmpty()) {
            throw new SeederKitError(Finding.RIVAL_FAILS, described(failures), failures.getFirst());
          }
          bench.compare(database, expected, bench.content(database), Finding.RIVALS_LEAVE_OTHERS);
          return expected;
        });
  }

  private List<Exception> atOnce(TestDatabase database) {
    CyclicBarrier start = new CyclicBarrier(rivals);
    Callable<Optional<Exception>> rival =
        () -> {
          start.await();
          return failure(database);
        };
    return Together.run(rivals, Collections.nCopies(rivals, rival)).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Exception> failure(TestDatabase database) {
    try {
      bench.deployment().run(database.url());
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(e);
    }
  }

  private String described(List<Exception> failures) {
    return failures.stream()
        .map(failure -> "  " + failure)
        .collect(Collectors.joining("\n", "%d of %d:\n".formatted(failures.size(), rivals), ""));
  }
}
