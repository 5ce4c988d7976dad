package dev.tilth.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.spi.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {

  @Test
  void theNameTellsTheFormat() {
    Row row = new Row(1, List.of("x"));
    assertThat(ReadRows.of(TextResource.of("t.csv", "a\nx\n")))
        .containsExactly(new Row(2, List.of("x")));
    assertThat(ReadRows.of(TextResource.of("t.jsonl", "{\"a\":\"x\"}"))).containsExactly(row);
    assertThat(ReadRows.of(zipped("t.csv.gz", "a\nx\n"))).containsExactly(new Row(2, List.of("x")));
    assertThat(ReadRows.of(zipped("T.JSONL.GZ", "{\"a\":\"x\"}"))).containsExactly(row);
  }

  @ParameterizedTest
  @ValueSource(strings = {"t", "t.txt", "t.json", "t.gz", "t.csv.zip"})
  void anotherNameIsRefused(String name) {
    assertThatThrownBy(() -> ReadRows.of(TextResource.of(name, "a\nx\n")))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessage(
            "The data file %s is of no known format. Its name must end with .csv, .jsonl, .csv.gz"
                + " or .jsonl.gz.",
            name);
  }

  @Test
  void aMissingFileIsNamed() {
    Resource missing = Resource.file(Path.of("no-such-directory", "t.csv"));
    assertThatThrownBy(() -> ReadRows.of(missing))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("t.csv")
        .hasCauseInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.csv.gz", "t.jsonl.gz"})
  void aCompressedFileThatIsCutOffIsRefusedWithTheLineWhereItEnds(String name) {
    String text = name.contains("csv") ? "a\n" + numbers("%d\n") : numbers("{\"a\": %d}\n");
    byte[] whole = bytes(text);
    Resource cut = new TextResource(name, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> ReadRows.of(cut))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageMatching(
            name + ":\\d{4,5}: the compressed data are damaged or cut off here\\. .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nx\n"})
  void aFileThatIsNotCompressedAsItsNameSaysIsRefused(String text) {
    assertThatThrownBy(() -> ReadRows.of(TextResource.of("t.csv.gz", text)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessage(
            "t.csv.gz:1: the compressed data are damaged or cut off here. Compress the file with"
                + " gzip again, or name it without .gz.");
  }

  private static String numbers(String line) {
    return IntStream.range(0, 50_000)
        .mapToObj(n -> line.formatted(n * 7919L % 50_021))
        .collect(Collectors.joining());
  }

  private static Resource zipped(String name, String text) {
    return new TextResource(name, bytes(text));
  }

  private static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
