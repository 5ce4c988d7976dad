package dev.tilth.track;

import dev.tilth.testing.PostgresTest;

@PostgresTest(version = 14)
final class GroupClaimsOnOldestIT extends GroupClaimsContract {}
