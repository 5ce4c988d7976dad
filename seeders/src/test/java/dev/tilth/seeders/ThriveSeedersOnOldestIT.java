package dev.tilth.seeders;

import dev.tilth.testing.PostgresTest;

@PostgresTest(version = 14, template = ThriveSchema.class)
class ThriveSeedersOnOldestIT extends SeederContract {

  ThriveSeedersOnOldestIT() {
    super(new ThriveSeeders());
  }
}
