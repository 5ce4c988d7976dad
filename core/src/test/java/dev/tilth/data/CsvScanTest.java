package dev.tilth.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.TilthException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scan finds, against what the parser finds. */
class CsvScanTest {

  private static final long SEED = Long.getLong("tilth.test.seed", new Random().nextLong());
  private static final int RUNS = 10_000;
  private static final List<String> PIECES =
      List.of("a", "\"", "\"\"", "\n", "\r", "\r\n", ",", "é\uD83C\uDF31", " ", "$", "{", "$\"{");

  @Test
  void whatIsWellFormedIsReadAsTheParserReadsIt() throws IOException {
    for (int run = 0; run < RUNS; run++) {
      String text = text(new Random(SEED + run));
      List<@Nullable String> parsed = parsed(text);
      assertThat(scanned(text)).as(describe(run, text)).isEqualTo(parsed).isNotNull();
    }
  }

  @Test
  void whatIsDamagedIsReadAsTheParserReadsItOrNotAtAll() throws IOException {
    int doubtful = 0;
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(SEED - 1 - run);
      StringBuilder damaged = new StringBuilder(text(random));
      for (int i = random.nextInt(4); i >= 0; i--) {
        int header = damaged.indexOf("k") + 1;
        int at = header + random.nextInt(damaged.length() - header + 1);
        damaged.insert(at, PIECES.get(random.nextInt(PIECES.size())));
      }
      List<@Nullable String> scanned = scanned(damaged.toString());
      if (scanned == null) {
        doubtful++;
      } else {
        assertThat(scanned).as(describe(-1 - run, damaged)).isEqualTo(parsed(damaged.toString()));
      }
    }
    assertThat(doubtful).isBetween(1, RUNS - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,${env:A}", "a,x$${", "a", "a,b,c", "a,\"b", "a,\"b\"c", "a,b\"c", ","})
  void whatIsBeyondTheScanEndsIt(String line) throws IOException {
    List<@Nullable String> found = scanned("h,k\n1,2\n" + line + "\n3,4\n");
    assertThat(found).isEqualTo(line.equals(",") ? parsed("h,k\n1,2\n,\n3,4\n") : null);
  }

  /** The second fields with those of the header, or null where there is a doubt. */
  private static @Nullable List<@Nullable String> scanned(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<@Nullable String> found = new ArrayList<>();
    try (CsvScan scan = new CsvScan(new ByteArrayInputStream(bytes), 2)) {
      while (scan.next()) {
        found.add(scan.field(2));
      }
      return scan.isDoubtful() ? null : found;
    }
  }

  /** The same by the parser; null where it refuses the text. */
  private static @Nullable List<@Nullable String> parsed(String text) {
    List<@Nullable String> found = new ArrayList<>();
    try {
      found.add(ReadRows.header(TextResource.of("a.csv", text)).get(1));
      ReadRows.of(TextResource.of("a.csv", text)).forEach(row -> found.add(row.field(2)));
      return found;
    } catch (TilthException e) {
      return null;
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFFh,k" : "h,k");
    int rows = random.nextInt(6);
    for (int i = 0; i <= rows; i++) {
      if (i > 0) {
        text.append(field(random)).append(',').append(field(random));
      }
      if (i < rows || random.nextBoolean()) {
        text.append(List.of("\n", "\r\n", "\r", "\n\n", "\r\r\n\r").get(random.nextInt(5)));
      }
    }
    return text.toString();
  }

  private static String field(Random random) {
    StringBuilder value = new StringBuilder();
    while (random.nextInt(3) > 0) {
      value.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    if (random.nextInt(100) == 0) {
      value.append("long ".repeat(4_000));
    }
    String plain = value.toString().replaceAll("\\$+\\{+", "\\$");
    boolean quoted = random.nextBoolean() || !plain.matches("[^\",\r\n]*");
    return quoted ? "\"" + plain.replace("\"", "\"\"") + "\"" : plain;
  }

  private static String describe(int run, CharSequence text) {
    return "-Dtilth.test.seed=%d, run %d of <%s>".formatted(SEED, run, text);
  }
}
