package dev.tilth;

import dev.tilth.testing.PostgresTest;

@PostgresTest(version = 14)
class MigrationRunOnOldestIT extends MigrationRunContract {}
