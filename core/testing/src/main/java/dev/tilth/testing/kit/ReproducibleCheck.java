package dev.tilth.testing.kit;

import dev.tilth.testing.DatabaseContent;

/** {@link SeederKit#checkReproducible}. */
record ReproducibleCheck(Bench bench) {

  void run() {
    DatabaseContent first = bench.deployed();
    var unused =
        bench.with(database -> {
          bench.deploy(database.url());
          bench.compare(database, first, bench.content(database), Finding.NOT_REPRODUCIBLE);
          return first;
        });
  }
}
