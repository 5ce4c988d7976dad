package dev.tilth.track;

import dev.tilth.testing.PostgresTest;

@PostgresTest
final class GroupClaimsIT extends GroupClaimsContract {}
