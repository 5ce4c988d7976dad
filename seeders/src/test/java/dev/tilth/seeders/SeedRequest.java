package dev.tilth.seeders;

import dev.tilth.spi.Resource;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.SeederSettings;
import dev.tilth.spi.TableSeed;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/** What a declarative seeder asks of its context, taken down instead of done. */
record SeedRequest(String table, List<String> key, Resource csv) {

  static SeedRequest of(ReferenceTable seeder) {
    Notes notes = new Notes();
    seeder.seed(notes);
    if (notes.requests.size() != 1) {
      throw new AssertionError("Not one table but " + notes.requests);
    }
    return notes.requests.getFirst();
  }

  private static final class Notes implements SeedContext {

    private final List<SeedRequest> requests = new ArrayList<>();

    @Override
    public TableSeed table(String table) {
      return new Note(table);
    }

    @Override
    public DSLContext sql() {
      throw new AssertionError("A declarative seeder writes no SQL.");
    }

    @Override
    public SeederSettings settings() {
      throw new AssertionError("A declarative seeder has no settings.");
    }

    @Override
    public String environment() {
      throw new AssertionError("Reference data are the same in every environment.");
    }

    @Override
    public InstantSource clock() {
      throw new AssertionError("Reference data have no time.");
    }

    private final class Note implements TableSeed {

      private final String table;
      private final List<String> key = new ArrayList<>();
      private final List<Resource> sources = new ArrayList<>();

      Note(String table) {
        this.table = table;
      }

      @Override
      public TableSeed key(String... columns) {
        key.addAll(List.of(columns));
        return this;
      }

      @Override
      public TableSeed from(Resource csv) {
        sources.add(csv);
        return this;
      }

      @Override
      public RowCounts insertMissing() {
        throw new AssertionError("Reference data are kept as the file has them.");
      }

      @Override
      public RowCounts merge() {
        requests.add(new SeedRequest(table, List.copyOf(key), sources.getFirst()));
        return RowCounts.NONE;
      }
    }
  }
}
