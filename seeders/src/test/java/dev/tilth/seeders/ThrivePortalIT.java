package dev.tilth.seeders;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;

@PostgresTest
class ThrivePortalIT extends ThrivePortalContract {

  ThrivePortalIT(TestDatabase database) {
    super(database);
  }
}
