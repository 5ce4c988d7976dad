package dev.tilth.seed;

import dev.tilth.spi.SeedContext;

/** What a seeder does in one transaction. */
interface SeedAction {
  void in(SeedContext context) throws Exception;
}
