package dev.tilth.track;

import dev.tilth.testing.PostgresTest;

@PostgresTest(version = 14)
final class ChunkClaimsOnOldestIT extends ChunkClaimsContract {}
