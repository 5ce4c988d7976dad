package dev.tilth;

import dev.tilth.testing.PostgresTest;

@PostgresTest
final class PassedSessionIT extends PassedSessionContract {}
