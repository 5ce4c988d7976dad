package dev.tilth.migrations;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;

@PostgresTest(version = 14)
class ThriveSchemaOnOldestIT extends ThriveSchemaContract {

  ThriveSchemaOnOldestIT(TestDatabase database) {
    super(database);
  }
}
