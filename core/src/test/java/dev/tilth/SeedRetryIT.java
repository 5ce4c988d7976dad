package dev.tilth;

import dev.tilth.testing.PostgresTest;

@PostgresTest
final class SeedRetryIT extends SeedRetryContract {}
