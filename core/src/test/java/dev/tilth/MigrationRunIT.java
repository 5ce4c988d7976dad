package dev.tilth;

import dev.tilth.testing.PostgresTest;

@PostgresTest
class MigrationRunIT extends MigrationRunContract {}
