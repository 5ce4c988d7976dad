package dev.tilth;

import dev.tilth.spi.Chunk;
import dev.tilth.spi.Chunking;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.TestDatabase;
import java.util.List;
import org.jooq.impl.DSL;

/** A seeder in three chunks, of 25 numbers that nothing guards: twice is seen. */
final class ChunkedFixture {

  static final String NAME = "Numbers";
  static final Chunking THREE = new Chunking(25, 10);

  private final TestDatabase database;

  ChunkedFixture(TestDatabase database) {
    this.database = database;
    content(SeederSpec.once(NAME), ChunkedFixture::write)
        .addTo(Tilth.builder().url(database.url()))
        .build()
        .migrate()
        .orThrow();
  }

  TestDatabase database() {
    return database;
  }

  /** The table, the seeder, and one that depends on it. */
  static InlineContent content(SeederSpec spec, InlineContent.ChunkAction action) {
    return content(spec, THREE, action);
  }

  static InlineContent content(
      SeederSpec spec, Chunking chunking, InlineContent.ChunkAction action) {
    return new InlineContent()
        .script("V1__numbers.sql", "CREATE TABLE public.numbers (n bigint, who text);")
        .chunked(spec, chunking, action)
        .seeder(
            SeederSpec.once("After").after(NAME),
            context -> context.sql().execute("INSERT INTO public.numbers VALUES (-1, 'After')"));
  }

  /** Writes the numbers of a chunk. */
  static void write(Chunk chunk, SeedContext context) {
    write("first", chunk, context);
  }

  static void write(String who, Chunk chunk, SeedContext context) {
    context
        .sql()
        .execute(
            "INSERT INTO public.numbers SELECT n, {2} FROM generate_series({0}, {1} - 1) n",
            DSL.val(chunk.from()), DSL.val(chunk.to()), DSL.val(who));
  }

  TilthBuilder builder(InlineContent content) {
    return content.addTo(Tilth.builder().url(database.url()));
  }

  /** The same through a claim alone. */
  Tilth lockless(InlineContent content) {
    return builder(content).withoutRunLock().build();
  }

  /** How many numbers there are and how many different ones, without those of dependents. */
  String numbers() {
    return database.value(
        "SELECT count(*), count(DISTINCT n), coalesce(max(n), -1) FROM public.numbers WHERE n >="
            + " 0");
  }

  /** Status and rows of the record. */
  String record() {
    return database.value(
        "SELECT status, rows_inserted, source_size, chunk_size FROM tilth.seed WHERE name = '%s'"
            .formatted(NAME));
  }

  /** Number, rows and end of the chunks. */
  List<String> chunks() {
    return database.column(
        "SELECT chunk, rows_inserted, finished_at IS NOT NULL FROM tilth.seed_chunk ORDER BY 1");
  }

  List<String> seeded() {
    return database.column("SELECT name, status FROM tilth.seed ORDER BY 1");
  }
}
