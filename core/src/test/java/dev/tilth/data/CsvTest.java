package dev.tilth.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.Resource;
import dev.tilth.spi.TilthException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {

  @Test
  void anEmptyFieldIsNullAndAQuotedEmptyFieldIsEmpty() {
    assertThat(rows("a,b\n,\"\"\n")).containsExactly(row(2, null, ""));
  }

  @Test
  void whiteSpaceIsContent() {
    assertThat(rows("a,b\n x ,\"\t\"\n")).containsExactly(row(2, " x ", "\t"));
  }

  @Test
  void aQuotedFieldHoldsCommasQuotesAndLineBreaks() {
    assertThat(rows("a,b\n\"x,\"\"y\"\"\r\nz\",1\nlast,2\n"))
        .containsExactly(row(2, "x,\"y\"\r\nz", "1"), row(4, "last", "2"));
  }

  @ParameterizedTest
  @CsvSource({"'\n'", "'\r\n'", "'\r'"})
  void anyLineBreakEndsARow(String end) {
    assertThat(rows(String.join(end, "a", "1", "2"))).containsExactly(row(2, "1"), row(3, "2"));
  }

  @Test
  void blankLinesAreSkippedButCounted() {
    assertThat(rows("a,b\n\n1,2\n\n\n3,4\n\n")).containsExactly(row(3, "1", "2"), row(6, "3", "4"));
  }

  @Test
  void aByteOrderMarkIsNotPartOfTheFirstName() {
    assertThat(ReadRows.header(TextResource.of("a.csv", "\uFEFFcode,name\nx,y\n")))
        .containsExactly("code", "name");
  }

  @Test
  void aByteOrderMarkElsewhereIsContent() {
    assertThat(rows("a\n\uFEFFx\n")).containsExactly(row(2, "\uFEFFx"));
  }

  @Test
  void charactersAcrossTheBuffersOfTheReaderStayWhole() {
    String value = "\uD83C\uDF31é".repeat(20_000);
    assertThat(rows("a\n" + value + "\n")).containsExactly(row(2, value));
  }

  @Test
  void theCharacterZeroIsRefusedWhereItStands() {
    assertThatThrownBy(() -> rows("a,b\n" + "x,y\n".repeat(9_999) + "1,2\u00003\n"))
        .hasMessageStartingWith("t.csv:10001: the character U+0000");
    assertThatThrownBy(() -> rows("a\n\u0000\uFEFF\u0000\n"))
        .hasMessageStartingWith("t.csv:2: the character U+0000");
    assertThatThrownBy(() -> rows("a,b\n1\n2,\u0000\n")).hasMessageStartingWith("t.csv:2: the row");
  }

  @Test
  void aHeaderAloneHasNoRows() {
    assertThat(rows("a,b")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``              | t.csv:1: the file is empty",
        "`\n\n`          | t.csv:1: the file is empty",
        "`a,,b\n`        | t.csv:1: column 2 has no name",
        "`a,\"\"\n`      | t.csv:1: column 2 has no name",
        "`a,b,a\n`       | t.csv:1: column 3 has the name 'a', as column 1 has",
        "`a,b\n1,2\n3\n` | t.csv:3: the row has 1 fields, but the header has 2",
        "`a,b\n1,2,3\n`  | t.csv:2: the row has 3 fields, but the header has 2",
        "`a,b\n \n`      | t.csv:2: the row has 1 fields, but the header has 2",
        "`a,b\n1,\"x\n`  | t.csv:2: unclosed quoted field at end of input",
        "`a\n\"x\"y\n`   | t.csv:2: unexpected character after closing quote: 'y' (0x79)",
        "`a,b\n1, \"x\"` | t.csv:2: field 2 contains a quote but is not quoted itself",
      })
  void aMalformedFileIsRefusedWithLineAndReason(String text, String message) {
    assertThatThrownBy(() -> rows(text))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageStartingWith(message + ".")
        .extracting(e -> ((TilthException) e).kind())
        .isEqualTo(FailureKind.FAILED);
  }

  @Test
  void aByteThatIsNotUtf8IsRefusedWithItsLine() {
    byte[] latin1 =
        ("a\n" + "x\r\n".repeat(30_000) + "caf\u00e9\n").getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> rows(new TextResource("t.csv", latin1)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessage(
            "t.csv:30002: the byte 0xE9 is not part of valid UTF-8. Save the file as UTF-8.");
  }

  @Test
  void aCharacterCutOffAtTheEndIsRefused() {
    byte[] cut = {'a', '\n', (byte) 0xC3};
    assertThatThrownBy(() -> rows(new TextResource("t.csv", cut)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("t.csv:2: the byte 0xC3");
  }

  private static List<Row> rows(String text) {
    return rows(TextResource.of("t.csv", text));
  }

  private static List<Row> rows(Resource file) {
    return ReadRows.of(file);
  }

  private static Row row(long line, @Nullable String... fields) {
    return new Row(line, Arrays.asList(fields));
  }
}
