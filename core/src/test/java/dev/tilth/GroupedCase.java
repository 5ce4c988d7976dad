package dev.tilth;

import dev.tilth.catalog.SeedFile;
import dev.tilth.catalog.SqlSeeder;
import dev.tilth.spi.Resource;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import dev.tilth.spi.TableSeeder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small seeders by chance: files of rows and of statements that meet in the same few tables. */
final class GroupedCase {

  static final String TABLES =
      """
      CREATE TABLE public.plain (code text PRIMARY KEY, n int NOT NULL DEFAULT 7);
      CREATE TABLE public.serial (id serial PRIMARY KEY, code text NOT NULL UNIQUE, n int);
      CREATE TABLE public.part (code text PRIMARY KEY, n int) PARTITION BY LIST (code);
      CREATE TABLE public.part_a PARTITION OF public.part FOR VALUES IN ('a', 'b');
      CREATE TABLE public.part_rest PARTITION OF public.part DEFAULT;
      CREATE TABLE public.child (code text PRIMARY KEY REFERENCES public.plain, n int CHECK (n < 9));
      CREATE TABLE public.noted (code text PRIMARY KEY, n int);
      CREATE TABLE public.note (code text);
      CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.code = 'd' THEN INSERT INTO public.note VALUES (NEW.code); END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER note BEFORE INSERT ON public.noted FOR EACH ROW EXECUTE FUNCTION public.note();
      CREATE VIEW public.seen AS SELECT code, n FROM public.plain;
      INSERT INTO public.plain VALUES ('e', 1);
      INSERT INTO public.part VALUES ('e', 1);
      INSERT INTO public.serial (code, n) VALUES ('e', 1);
      """;

  /** All rows, without numbers that the server makes up. */
  static final String ROWS =
      """
      SELECT 'plain', code, n FROM public.plain
      UNION ALL SELECT 'serial', code, n FROM public.serial
      UNION ALL SELECT 'part', code, n FROM public.part
      UNION ALL SELECT 'child', code, n FROM public.child
      UNION ALL SELECT 'noted', code, n FROM public.noted
      UNION ALL SELECT 'note', code, 0 FROM public.note
      ORDER BY 1, 2, 3
      """;

  private static final List<String> FILLED = List.of("plain", "serial", "part", "child", "noted");
  private static final List<String> INSERTED =
      List.of("plain", "serial", "part", "child", "noted", "part_a", "seen");
  private static final String KEYS = "abcdefghijklmnop";

  private final Random random;
  private final List<Seeder> seeders;
  private final List<String> texts = new ArrayList<>();

  GroupedCase(Random random) {
    this.random = random;
    this.seeders =
        IntStream.range(0, 2 + random.nextInt(5))
            .mapToObj(i -> random.nextBoolean() ? file("S" + i) : rows("S" + i))
            .toList();
  }

  /** In the order of the plan. */
  List<Seeder> seeders() {
    return seeders;
  }

  /** With its rows in a file. */
  private Seeder rows(String name) {
    String table = any(FILLED);
    String csv =
        IntStream.range(0, random.nextInt(4))
            .mapToObj(i -> "%s,%d\n".formatted(key(), random.nextInt(10)))
            .collect(Collectors.joining("", "code,n\n", ""));
    TableMode mode = random.nextBoolean() ? TableMode.MERGE : TableMode.INSERT_MISSING;
    texts.add(name + " " + table + " " + mode + " " + csv);
    return TableSeeder.of(
        SeederSpec.onChange(name).independent(),
        TableData.of("public." + table, InlineContent.resource(name + ".csv", csv))
            .mode(mode)
            .key("code"));
  }

  /** With its statements in a file. */
  private Seeder file(String name) {
    String sql =
        IntStream.range(0, 1 + random.nextInt(3))
            .mapToObj(i -> statement())
            .collect(Collectors.joining(";\n"));
    texts.add(name + " " + sql);
    Resource resource = InlineContent.resource(name + ".sql", sql);
    return SqlSeeder.of(
        SeederSpec.once(name).reading(resource).independent(), SeedFile.of(resource).orElseThrow());
  }

  private String statement() {
    String table = any(INSERTED);
    String values =
        IntStream.range(0, 1 + random.nextInt(3))
            .mapToObj(i ->
                "('%s', %d)".formatted(table.equals("part_a") ? "a" : key(), random.nextInt(10)))
            .collect(Collectors.joining(", "));
    return "INSERT INTO %s%s (code, n) VALUES %s%s"
        .formatted(
            random.nextBoolean() ? "public." : "",
            table,
            values,
            random.nextInt(3) > 0 ? " ON CONFLICT DO NOTHING" : "");
  }

  /** Seldom one that others have. */
  private String key() {
    return String.valueOf(KEYS.charAt(random.nextInt(KEYS.length())));
  }

  private String any(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }

  @Override
  public String toString() {
    return String.join("\n", texts);
  }
}
