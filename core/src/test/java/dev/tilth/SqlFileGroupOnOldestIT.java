package dev.tilth;

import dev.tilth.testing.PostgresTest;

@PostgresTest(version = 14)
final class SqlFileGroupOnOldestIT extends SqlFileGroupContract {}
