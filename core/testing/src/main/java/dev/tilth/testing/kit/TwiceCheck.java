package dev.tilth.testing.kit;

import dev.tilth.testing.DatabaseContent;
import dev.tilth.testing.TestDatabase;

/** {@link SeederKit#checkTwice}. */
record TwiceCheck(Bench bench) {

  void run() {
    var unused =
        bench.with(database -> {
          bench.deployFirst(database);
          DatabaseContent first = bench.tuples(database);
          again(database);
          bench.compare(database, first, bench.tuples(database), Finding.WRITES_AGAIN);
          return first;
        });
  }

  private void again(TestDatabase database) {
    try {
      bench.deployment().run(database.url());
    } catch (Exception e) {
      throw new SeederKitError(Finding.FAILS_AGAIN, e.toString(), e);
    }
  }
}
