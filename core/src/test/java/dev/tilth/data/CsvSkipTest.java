package dev.tilth.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows that are left out, against the same rows read by the parser. */
class CsvSkipTest {

  private static final long SEED = Long.getLong("tilth.test.seed", new Random().nextLong());
  private static final int RUNS = 4_000;
  private static final List<String> ENDS = List.of("\n", "\r\n", "\r");
  private static final List<String> PIECES =
      List.of("a", "\"", "\"\"", "\n", "\r", "\r\n", ",", "é\uD83C\uDF31", " ", "${", "-", "x y");

  @Test
  void rowsAfterThoseLeftOutAreThoseOfTheParser() {
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(SEED + run);
      String text = text(random);
      List<Row> all = ReadRows.of(TextResource.of("a.csv", text));
      List<Boolean> read = steps(random, all.size());

      assertThat(read(text, read))
          .as("-Dtilth.test.seed=%d, run %d, %s of <%s>", SEED, run, read, text)
          .isEqualTo(
              IntStream.range(0, all.size())
                  .filter(read::get)
                  .mapToObj(all::get)
                  .collect(Collectors.toList()));
    }
  }

  @Test
  void moreThanThereAreLeaveNothing() {
    assertThat(read("a\n1\n2", List.of(false, false, false, true))).isEmpty();
    try (Rows rows = open("a\n1\n2")) {
      rows.skip(7);
      assertThat(rows.next()).isNull();
    }
  }

  /** For each row whether it is read; rows to be left out are so in one step. */
  private static List<Row> read(String text, List<Boolean> steps) {
    List<Row> found = new ArrayList<>();
    try (Rows rows = open(text)) {
      int skipped = 0;
      for (boolean reads : steps) {
        if (!reads) {
          skipped++;
          continue;
        }
        rows.skip(skipped);
        skipped = 0;
        Optional.ofNullable(rows.next()).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Rows open(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      Utf8Reader reader = new Utf8Reader("a.csv", () -> new ByteArrayInputStream(bytes));
      return new Csv("a.csv", reader, new Placeholders(variable -> Optional.empty()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Boolean> steps(Random random, int count) {
    List<Boolean> steps = new ArrayList<>();
    boolean reads = random.nextBoolean();
    while (steps.size() < count) {
      int length = 1 + random.nextInt(random.nextInt(8) == 0 ? 2_000 : 4);
      for (int i = 0; i < length && steps.size() < count; i++) {
        steps.add(reads);
      }
      reads = !reads;
    }
    return steps;
  }

  private static String text(Random random) {
    String bom = random.nextInt(4) == 0 ? "\uFEFF" : "";
    StringBuilder text = new StringBuilder(bom + "a,b").append(end(random));
    int rows = random.nextInt(random.nextInt(20) == 0 ? 3_000 : 12);
    for (int i = 0; i < rows; i++) {
      text.append(field(random)).append(',').append(field(random));
      if (i < rows - 1 || random.nextBoolean()) {
        text.append(end(random));
      }
    }
    return text.toString();
  }

  private static String end(Random random) {
    StringBuilder end = new StringBuilder(ENDS.get(random.nextInt(ENDS.size())));
    while (random.nextInt(5) == 0) {
      end.append(ENDS.get(random.nextInt(ENDS.size())));
    }
    return end.toString();
  }

  private static String field(Random random) {
    StringBuilder value = new StringBuilder();
    while (random.nextInt(3) > 0) {
      value.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    if (random.nextInt(400) == 0) {
      value.append("long ".repeat(8_000));
    }
    String plain = value.toString().replace("${", "$");
    boolean quoted = random.nextBoolean() || !plain.matches("[^\",\r\n]*");
    return quoted ? "\"" + plain.replace("\"", "\"\"") + "\"" : plain;
  }
}
