package dev.tilth.seeders;

import dev.tilth.Tilth;
import dev.tilth.testing.DatabaseTemplate;
import dev.tilth.testing.TestDatabase;

/** The portal's tables without a row, and an empty record of seeders. */
final class ThriveSchema implements DatabaseTemplate {

  @Override
  public void prepare(TestDatabase database) {
    Tilth.builder().url(database.url()).environment("dev").build().migrate().orThrow();
  }
}
