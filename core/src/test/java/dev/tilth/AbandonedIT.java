package dev.tilth;

import dev.tilth.testing.PostgresTest;

@PostgresTest
class AbandonedIT extends AbandonedContract {}
