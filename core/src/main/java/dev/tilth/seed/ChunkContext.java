package dev.tilth.seed;

import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.SeederSettings;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import java.time.InstantSource;
import org.jooq.DSLContext;

/** What a chunk may use: a mirror would delete the rows of the other chunks. */
record ChunkContext(String seeder, SeedContext own) implements SeedContext {

  @Override
  public DSLContext sql() {
    return own.sql();
  }

  @Override
  public RowCounts load(TableData data) {
    if (data.mode() == TableMode.MIRROR) {
      throw new MirrorInChunkException(seeder, data.table());
    }
    return own.load(data);
  }

  @Override
  public SeederSettings settings() {
    return own.settings();
  }

  @Override
  public String environment() {
    return own.environment();
  }

  @Override
  public InstantSource clock() {
    return own.clock();
  }
}
