package dev.tilth.testing.kit;

import dev.tilth.testing.DatabaseContent;
import dev.tilth.testing.TestDatabase;

/** {@link SeederKit#checkRepeatable}. */
record RepeatableCheck(Bench bench, Deployment again) {

  void run() {
    var unused =
        bench.with(database -> {
          bench.deployFirst(database);
          DatabaseContent first = content(database);
          repeat(database);
          bench.compare(database, first, content(database), Finding.NOT_REPEATABLE);
          return first;
        });
  }

  private DatabaseContent content(TestDatabase database) {
    return bench.content(database, Records.OF_SEEDERS);
  }

  private void repeat(TestDatabase database) {
    try {
      again.run(database.url());
    } catch (Exception e) {
      throw new SeederKitError(Finding.FAILS_REPEATED, e.toString(), e);
    }
  }
}
