package dev.tilth.config;

import com.typesafe.config.ConfigUtil;
import dev.tilth.catalog.SeedFile;
import dev.tilth.catalog.SqlSeeder;
import dev.tilth.spi.ChunkedTableSeeder;
import dev.tilth.spi.Resource;
import dev.tilth.spi.SeedMode;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import dev.tilth.spi.TableSeeder;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads one seeder: its file, and its section of the configuration. */
final class SeedReader {

  private static final List<String> OF_TABLES =
      List.of(
          "table",
          "key",
          "mode",
          "insert-only",
          "masked",
          "most-deleted",
          "chunks",
          "rows-per-chunk");
  private static final int MOST = 999_999_999;

  private final SeedFile file;
  private final SettingsReader settings;
  private final Problems problems;

  SeedReader(SeedFile file, SettingsReader settings, Problems problems) {
    this.file = file;
    this.settings = settings;
    this.problems = problems;
  }

  Seeder sql() {
    for (String name : OF_TABLES) {
      settings.refuse(key(name), "It is about the rows of a table; a seeder in SQL has none.");
    }
    SqlSeeder seeder = SqlSeeder.of(spec(SeedMode.ONCE, List.of(file.resource())), file);
    try {
      seeder.problems().forEach(reason -> problems.add(file.name(), "SQL", reason));
    } catch (IOException e) {
      unreadable(file, e);
    }
    return seeder;
  }

  /**
   * A seeder of rows.
   *
   * @param chunksAbove the size from which it is loaded in chunks by itself
   */
  Seeder table(List<SeedFile> overlays, long chunksAbove) {
    TableData data =
        TableData.of(read("table", SeedReader::notEmpty, file.seeder()), file.resource())
            .mode(read("mode", word(TableMode.class), TableMode.MERGE))
            .key(columns("key"))
            .insertOnly(columns("insert-only"))
            .masked(columns("masked"))
            .mostDeleted(mostDeleted());
    long size = check(file);
    for (SeedFile overlay : overlays) {
      data = data.overlay(overlay.environment().orElseThrow(), overlay.resource());
      var unused = check(overlay);
    }
    SeederSpec spec = spec(SeedMode.ON_CHANGE, List.of());
    Chunks chunks = read("chunks", word(Chunks.class), Chunks.AUTO);
    int rows = read("rows-per-chunk", Values.number(1, MOST), ChunkedTableSeeder.ROWS_PER_CHUNK);
    return isInChunks(chunks, size > chunksAbove, data)
        ? new ChunkedTableSeeder(spec, data, rows)
        : TableSeeder.of(spec, data);
  }

  /** Whether rows are loaded in chunks. */
  private enum Chunks {
    /** Where the file is large, and nothing keeps them from it. */
    AUTO,
    ALWAYS,
    NEVER
  }

  private boolean isInChunks(Chunks wanted, boolean large, TableData data) {
    Optional<String> obstacle = ChunkedTableSeeder.obstacle(data);
    if (wanted == Chunks.ALWAYS && obstacle.isPresent()) {
      settings.problem(key("chunks"), obstacle.get());
    }
    return obstacle.isEmpty() && (wanted == Chunks.ALWAYS || (wanted == Chunks.AUTO && large));
  }

  private SeederSpec spec(SeedMode mode, List<Resource> resources) {
    return new SeederSpec(
        file.seeder(),
        read("run", word(SeedMode.class), mode),
        read("version", Values.number(1, MOST), 1),
        settings.has(key("depends-on")) ? Optional.of(texts("depends-on")) : Optional.empty(),
        texts("environments"),
        texts("tags"),
        resources);
  }

  private long mostDeleted() {
    return settings
        .read(key("most-deleted"), Values.number(0, MOST))
        .map(Integer::longValue)
        .orElse(TableData.MOST_DELETED);
  }

  /** Now rather than when a part of the others has been written. */
  private long check(SeedFile rows) {
    try {
      return rows.check();
    } catch (IOException e) {
      unreadable(rows, e);
      return 0;
    }
  }

  private void unreadable(SeedFile unread, IOException failure) {
    problems.add(unread.name(), "content", String.valueOf(failure.getMessage()));
  }

  private static String notEmpty(String table) {
    if (table.isEmpty()) {
      throw new IllegalArgumentException("Expected is the name of a table.");
    }
    return table;
  }

  private <T> T read(String name, Function<String, T> parse, T otherwise) {
    return settings.read(key(name), parse).orElse(otherwise);
  }

  private Set<String> texts(String name) {
    return new LinkedHashSet<>(settings.texts(key(name)));
  }

  private String[] columns(String name) {
    return settings.texts(key(name)).toArray(String[]::new);
  }

  private String key(String name) {
    return ConfigUtil.joinPath(file.seeder(), name);
  }

  private static <E extends Enum<E>> Function<String, E> word(Class<E> type) {
    return Values.word(type, value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
