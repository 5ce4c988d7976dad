package dev.tilth;

import dev.tilth.testing.PostgresTest;

@PostgresTest
class JournalIT extends JournalContract {}
