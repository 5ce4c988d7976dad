package dev.tilth.proof;

import dev.tilth.InlineContent;
import dev.tilth.Tilth;
import dev.tilth.TilthBuilder;
import dev.tilth.spi.Chunk;
import dev.tilth.spi.ChunkedTableSeeder;
import dev.tilth.spi.Chunking;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.testing.TestDatabase;
import org.jooq.impl.DSL;

/**
 * Content in chunks, three of each seeder: rows of a file, of which the table has some already, and
 * numbers that nothing guards, so that twice is seen; and a seeder that needs both.
 */
final class Portions {

  /** The environment variable that makes another process work on this content. */
  static final String CHOSEN = "PORTIONS";

  private static final int ROWS = 25;
  private static final int ROWS_PER_CHUNK = 10;

  private Portions() {}

  /** Without seeds; copies of it are cheap. */
  static TestDatabase migrated(TestDatabase given) {
    TestDatabase database = given.another();
    tilth(database.url()).migrate().orThrow();
    return database;
  }

  static Tilth tilth(String url) {
    return builder(url).build();
  }

  /** Lets chunks of numbers end up to this one. */
  static void open(int chunk, TestDatabase database) {
    database.execute("UPDATE public.gate SET up_to = " + chunk);
  }

  /** One of several at the same time. */
  static Tilth rival(String url) {
    return builder(url).withoutRunLock().build();
  }

  private static TilthBuilder builder(String url) {
    return Portal.builder(content()).url(url);
  }

  private static InlineContent content() {
    return new InlineContent()
        .script(
            "V1__tables.sql",
            """
            CREATE TABLE public.numbers (n bigint NOT NULL, who text NOT NULL);
            CREATE TABLE public.things (id bigint PRIMARY KEY, name text NOT NULL, weight numeric);
            INSERT INTO public.things VALUES (7, 'old', 1), (12, 'Thing 12', 1.20), (99, 'else', 9);
            CREATE TABLE public.gate (up_to integer NOT NULL);
            INSERT INTO public.gate VALUES (3);
            CREATE FUNCTION public.pass(chunk integer) RETURNS void LANGUAGE plpgsql AS $$
            BEGIN
              WHILE chunk > (SELECT up_to FROM public.gate) LOOP PERFORM pg_sleep(0.02); END LOOP;
            END $$;
            """)
        .seeder(
            new ChunkedTableSeeder(
                SeederSpec.onChange("Things"),
                TableData.of("public.things", InlineContent.resource("things.csv", things())),
                ROWS_PER_CHUNK))
        .chunked(SeederSpec.once("Numbers"), new Chunking(ROWS, ROWS_PER_CHUNK), Portions::numbers)
        .seeder(
            SeederSpec.once("Last").after("Things", "Numbers"),
            context ->
                context
                    .sql()
                    .execute("INSERT INTO public.numbers SELECT count(*), 'Last' FROM numbers"));
  }

  private static String things() {
    StringBuilder csv = new StringBuilder("id,name,weight\n");
    for (int i = 1; i <= ROWS; i++) {
      csv.append("%d,Thing %d,%d.%02d%n".formatted(i, i, i / 10, i * 10 % 100));
    }
    return csv.toString();
  }

  private static void numbers(Chunk chunk, SeedContext context) {
    context
        .sql()
        .execute(
            "INSERT INTO public.numbers SELECT n, 'Numbers' FROM generate_series({0}, {1} - 1) n",
            DSL.val(chunk.from()), DSL.val(chunk.to()));
    context.sql().execute("SELECT public.pass({0})", DSL.val(chunk.number()));
  }
}
