package dev.tilth.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.Resource;
import dev.tilth.spi.TilthException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of a file that may be large, against those that the parser alone finds. */
class ScannedCsvTest {

  private static final long SEED = Long.getLong("tilth.test.seed", new Random().nextLong());
  private static final int RUNS = 10_000;
  private static final int SOME = 20_000;
  private static final List<String> ENDS = List.of("\n", "\r\n", "\r", "\n\n", "\r\r\n\r");
  private static final List<String> WELL_FORMED =
      List.of(
          "",
          "\"\"",
          "a",
          "\"a\"",
          "\"a,b\"",
          "\"a\"\"b\"",
          "\"a\nb\"",
          "\"a\r\nb\r\"",
          "a\\b",
          "a\tb",
          "\u00E9",
          "\"\uD83C\uDF31\n\"",
          "$ {",
          "$${x}",
          "long ".repeat(20_000));
  private static final List<String> DAMAGED =
      List.of("x\"", "\"x\"y", "a,b", "\u0000", "${secret:NONE}", "\"");
  private static final List<Boolean> ALL = Collections.nCopies(10, true);

  @Test
  void rowsAreThoseOfTheParserHoweverManyAreLeftOut() {
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(SEED + run);
      Resource file = TextResource.of("a.csv", text(random, WELL_FORMED));
      List<Boolean> steps = steps(random);

      assertThat(Found.of(file, Source::openLarge, steps))
          .as("-Dtilth.test.seed=%d, run %d", SEED, run)
          .isEqualTo(Found.of(file, Source::open, steps));
    }
  }

  @Test
  void failuresAreThoseOfTheParser() {
    int failed = 0;
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(SEED - 1 - run);
      Resource file = new TextResource("a.csv", damaged(random));
      String description = "-Dtilth.test.seed=%d, run %d".formatted(SEED, -1 - run);
      Found parsed = Found.of(file, Source::open, ALL);
      Found scanned = Found.of(file, Source::openLarge, ALL);

      assertThat(scanned.failure()).as(description).isEqualTo(parsed.failure());
      // The parser reads ahead: what is not UTF-8 ends it before the rows in front of that.
      assertThat(scanned.rows()).as(description).startsWith(parsed.rows().toArray(Row[]::new));
      if (parsed.failure().isEmpty()) {
        assertThat(scanned).as(description).isEqualTo(parsed);
      } else {
        failed++;
      }
    }
    assertThat(failed).as("-Dtilth.test.seed=%d", SEED).isBetween(1, RUNS - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a,\"b", "a,\"b\"c", "a,b\"c", "a,b,c", "a,$${x}", "a,\u0000", "\u0000"})
  void fromTheFirstDoubtOnTheParserReads(String line) {
    Resource file = TextResource.of("a.csv", "h,k\n1,2\n\n3,4\n" + line + "\n5,6\n");
    Found found = Found.of(file, Source::openLarge, ALL);

    assertThat(found.rows()).startsWith(row(2, "1", "2"), row(4, "3", "4"));
    assertThat(found.failure()).isEqualTo(Found.of(file, Source::open, ALL).failure());
  }

  @ParameterizedTest
  @ValueSource(strings = {"h\n\"\"\n\nx\n", "h\n\n\r\n\"\"", "h\nx\n\"\"\r\"\"", "h\n \n"})
  void blankLinesAndEmptyTextsOfOneColumnAreToldApart(String text) {
    Resource file = TextResource.of("a.csv", text);

    assertThat(Found.of(file, Source::openLarge, ALL)).isEqualTo(Found.of(file, Source::open, ALL));
  }

  @Test
  void aRecordOfMoreThanAMegabyteIsLeftToTheParser() {
    String huge = "x".repeat(1024 * 1024);
    Resource file = TextResource.of("a.csv", "h,k\n1,2\n" + huge + ",3\n4,5\n");

    assertThat(Found.of(file, Source::openLarge, ALL).rows())
        .containsExactly(row(2, "1", "2"), row(3, huge, "3"), row(4, "4", "5"));
  }

  @Test
  void compressedDataThatEndTooEarlyAreToldWithTheirLine() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      Random random = new Random(1);
      out.write("h,k\n".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < SOME; i++) {
        out.write("%d,%d\n".formatted(i, random.nextInt()).getBytes(StandardCharsets.UTF_8));
      }
    }
    byte[] cut = Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2);
    Resource file = new TextResource("a.csv.gz", cut);
    List<Boolean> steps = new ArrayList<>(List.of(true));
    for (int i = 0; i < SOME; i++) {
      steps.add(i % 3 > 0);
    }

    Found found = Found.of(file, Source::openLarge, steps);

    assertThat(found.failure()).matches("a.csv.gz:\\d+: the compressed data are damaged or .*");
    assertThat(found.failure()).isEqualTo(Found.of(file, Source::open, steps).failure());
  }

  /** What is read of a file, and what ended that. */
  private record Found(List<Row> rows, List<String> copies, String failure) {

    /**
     * @param steps for each row whether it is read; rows to be left out are so in one step
     */
    static Found of(Resource file, Function<Source, Rows> opening, List<Boolean> steps) {
      List<Row> found = new ArrayList<>();
      List<String> copies = new ArrayList<>();
      try (Rows rows = opening.apply(ReadRows.source(file))) {
        int skipped = 0;
        for (boolean reads : steps) {
          skipped += reads ? 0 : 1;
          if (reads) {
            rows.skip(skipped);
            skipped = 0;
            Row row = rows.next();
            if (row == null) {
              break;
            }
            found.add(row);
            copies.add(copy(row));
          }
        }
        return new Found(found, copies, "");
      } catch (TilthException e) {
        return new Found(found, copies, String.valueOf(e.getMessage()));
      }
    }

    private static String copy(Row row) {
      CopyText text = new CopyText();
      for (int position = 1; position <= row.fields().size(); position++) {
        row.addTo(text, position);
        text.add('\t');
      }
      return new String(text.bytes(), 0, text.length(), StandardCharsets.UTF_8);
    }
  }

  private static Row row(long line, String... fields) {
    return new Row(line, Arrays.asList(fields));
  }

  private static List<Boolean> steps(Random random) {
    List<Boolean> steps = new ArrayList<>();
    int least = random.nextInt(3);
    for (int i = 0; i < ALL.size(); i++) {
      steps.add(random.nextInt(3) >= least);
    }
    steps.add(true);
    return steps;
  }

  private static String text(Random random, List<String> fields) {
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFFh,k" : "h,k");
    text.append(ENDS.get(random.nextInt(ENDS.size())));
    int rows = random.nextInt(8);
    for (int i = 0; i < rows; i++) {
      text.append(fields.get(random.nextInt(fields.size()))).append(',');
      text.append(fields.get(random.nextInt(fields.size())));
      if (i < rows - 1 || random.nextBoolean()) {
        text.append(ENDS.get(random.nextInt(ENDS.size())));
      }
    }
    return text.toString();
  }

  private static byte[] damaged(Random random) {
    List<String> fields = new ArrayList<>(WELL_FORMED);
    if (random.nextBoolean()) {
      fields.add(DAMAGED.get(random.nextInt(DAMAGED.size())));
    }
    byte[] bytes = text(random, fields).getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(8) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) 0xC3;
    }
    return bytes;
  }
}
