package dev.tilth;

import dev.tilth.testing.PostgresTest;

@PostgresTest
final class ChunkedRivalsIT extends ChunkedRivalsContract {}
