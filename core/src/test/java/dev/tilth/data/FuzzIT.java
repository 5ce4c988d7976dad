package dev.tilth.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.Resource;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TilthException;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged files and noise: loaded, or refused in words that name the file. */
@PostgresTest
class FuzzIT {

  private static final long SEED = Long.getLong("tilth.test.seed", new Random().nextLong());
  private static final int READS = 10_000;
  private static final int LOADS = 200;

  private static final String CSV =
      """
      code,n,j,ta
      a,1,"{""k"": [1, null]}","{x,""y z""}"
      "b
      c",,,
      "é🌱",-7,\"""text\""",{}
      """;

  private static final String JSON_LINES =
      """
      {"code": "a", "n": 1, "j": {"k": [1, null]}, "ta": ["x", "y z"]}
      {"code": "b\\nc", "n": null, "j": null, "ta": null}
      {"ta": [], "j": "\\"text\\"", "n": -7, "code": "é\\ud83c\\udf31"}
      """;

  private static final List<String> TOKENS =
      List.of(
          "\"",
          ",",
          "\n",
          "\r",
          "{",
          "}",
          "[",
          "]",
          ":",
          "\\",
          "\\u0000",
          "\\ud800",
          "null",
          "true",
          "1e999999999",
          "-",
          "\u0000",
          "\uFEFF",
          "${",
          "${env:X}",
          "$${",
          "code",
          "'",
          "\t",
          "{{");

  private final TestDatabase database;
  private final Loads loads;

  FuzzIT(TestDatabase database) {
    this.database = database;
    this.loads = new Loads(database);
  }

  @Test
  @Timeout(600)
  void everyFileIsReadOrRefused() {
    for (int run = 0; run < READS; run++) {
      Resource file = file(new Random(SEED + run));
      assertEndsWell(run, file, () -> ReadRows.of(file));
    }
  }

  @Test
  @Timeout(600)
  void everyFileIsLoadedOrRefused() {
    database.execute(
        """
        drop table if exists fuzz;
        create table fuzz (
          code varchar(9) primary key, n integer check (n < 100), j jsonb, ta text[] not null default '{}')
        """);
    for (int run = 0; run < LOADS; run++) {
      Resource file = file(new Random(SEED - 1 - run));
      assertEndsWell(-1 - run, file, () -> loads.load(TableData.of("fuzz", file).key("code")));
    }
  }

  private static void assertEndsWell(int run, Resource file, Runnable work) {
    String description = "-Dtilth.test.seed=%d, run %d, %s".formatted(SEED, run, file.name());
    try {
      work.run();
    } catch (TilthException e) {
      assertThat(e).as(description).hasMessageContaining(file.name());
    } catch (RuntimeException | Error e) {
      throw new AssertionError(description, e);
    }
  }

  private static Resource file(Random random) {
    boolean csv = random.nextBoolean();
    byte[] bytes = (csv ? CSV : JSON_LINES).getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(10) == 0) {
      bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
    } else {
      for (int i = random.nextInt(6); i > 0; i--) {
        bytes = mutated(bytes, random);
      }
    }
    String name = csv ? "fuzz.csv" : "fuzz.jsonl";
    return random.nextInt(8) == 0
        ? new TextResource(name + ".gz", mutated(zipped(bytes), random))
        : new TextResource(name, bytes);
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, at + random.nextInt(8));
    return switch (random.nextInt(5)) {
      case 0 -> joined(bytes, at, token(random), at);
      case 1 -> joined(bytes, at, token(random), to);
      case 2 -> joined(bytes, at, new byte[0], to);
      case 3 -> joined(bytes, at, new byte[] {(byte) random.nextInt()}, to);
      default -> joined(bytes, at, bytes, random.nextBoolean() ? bytes.length : at);
    };
  }

  private static byte[] token(Random random) {
    return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
  }

  /** What stands before a place, something else, and what stands from another place on. */
  private static byte[] joined(byte[] bytes, int before, byte[] middle, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, before);
    out.writeBytes(middle);
    out.write(bytes, from, bytes.length - from);
    return out.toByteArray();
  }

  private static byte[] zipped(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
