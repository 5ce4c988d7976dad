package dev.tilth;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;

@PostgresTest(version = 14)
final class GroupedOnOldestIT extends GroupedContract {

  GroupedOnOldestIT(TestDatabase given) {
    super(given);
  }
}
