package dev.tilth;

import dev.tilth.testing.PostgresTest;

@PostgresTest
final class SqlFileGroupIT extends SqlFileGroupContract {}
