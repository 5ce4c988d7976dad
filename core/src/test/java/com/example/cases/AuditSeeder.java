package com.example.cases;

import dev.tilth.spi.Chunk;
import dev.tilth.spi.ChunkedSeeder;
import dev.tilth.spi.Chunking;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.SeederSpec;
import org.jooq.impl.DSL;

/** A sample of docs/bulk-data.md. */
public final class AuditSeeder implements ChunkedSeeder {

  private static final String INSERT =
      "INSERT INTO audit (n) SELECT n FROM generate_series({0}, {1} - 1) n";

  @Override
  public SeederSpec spec() {
    return SeederSpec.once("Audit");
  }

  @Override
  public Chunking chunking() {
    return new Chunking(10_000, 2_500);
  }

  @Override
  public void seed(Chunk chunk, SeedContext context) {
    context.sql().execute(INSERT, DSL.val(chunk.from()), DSL.val(chunk.to()));
  }
}
