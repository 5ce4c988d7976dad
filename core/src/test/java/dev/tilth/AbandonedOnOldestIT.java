package dev.tilth;

import dev.tilth.testing.PostgresTest;

@PostgresTest(version = 14)
class AbandonedOnOldestIT extends AbandonedContract {}
