package dev.tilth;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;

@PostgresTest
final class GroupedIT extends GroupedContract {

  GroupedIT(TestDatabase given) {
    super(given);
  }
}
