package dev.tilth.migrations;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;

@PostgresTest
class ThriveSchemaIT extends ThriveSchemaContract {

  ThriveSchemaIT(TestDatabase database) {
    super(database);
  }
}
