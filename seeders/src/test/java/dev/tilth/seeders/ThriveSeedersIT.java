package dev.tilth.seeders;

import dev.tilth.testing.PostgresTest;

@PostgresTest(template = ThriveSchema.class)
class ThriveSeedersIT extends SeederContract {

  ThriveSeedersIT() {
    super(new ThriveSeeders());
  }
}
