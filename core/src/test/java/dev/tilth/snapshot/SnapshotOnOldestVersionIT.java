package dev.tilth.snapshot;

import dev.tilth.testing.PostgresTest;

@PostgresTest(version = 14)
class SnapshotOnOldestVersionIT extends SnapshotContract {}
