package dev.tilth.snapshot;

import dev.tilth.testing.PostgresTest;

@PostgresTest
class SnapshotOnDefaultVersionIT extends SnapshotContract {}
