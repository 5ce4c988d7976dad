package dev.tilth.seeders;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;

@PostgresTest(version = 14)
class ThrivePortalOnOldestIT extends ThrivePortalContract {

  ThrivePortalOnOldestIT(TestDatabase database) {
    super(database);
  }
}
