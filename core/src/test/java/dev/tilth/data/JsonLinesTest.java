package dev.tilth.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.spi.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest {

  @Test
  void valuesKeepTheirText() {
    assertThat(
            rows(
                """
                {"a": 1.10, "b": null, "c": "", "d": true, "e": -0.0e+5, "f": "é\\n\\u00e9"}
                """))
        .containsExactly(row(1, "1.10", null, "", "true", "-0.0e+5", "é\né"));
  }

  @Test
  void aNumberOfAnyLengthKeepsItsText() {
    String digits = "7".repeat(140_000) + "." + "3".repeat(9_000);
    assertThat(rows("{\"a\": %s}".formatted(digits))).containsExactly(row(1, digits));
  }

  @Test
  void keysMayComeInAnyOrder() {
    assertThat(rows("{\"a\": 1, \"b\": 2}\n{\"b\": 4, \"a\": 3}\n"))
        .containsExactly(row(1, "1", "2"), row(2, "3", "4"));
  }

  @ParameterizedTest
  @CsvSource({"'\n'", "'\r\n'", "'\r'"})
  void anyLineBreakEndsARow(String end) {
    assertThat(rows(String.join(end, "{\"a\":1}", "{\"a\":2}", "{\"a\":3}")))
        .containsExactly(row(1, "1"), row(2, "2"), row(3, "3"));
  }

  @Test
  void objectsAndArraysAreJsonText() {
    assertThat(rows("{\"a\": {\"x\": [1.10, null, \"q\\\"\\u0001\"]}, \"b\": [ 1 , {} ]}"))
        .containsExactly(row(1, "{\"x\":[1.10,null,\"q\\\"\\u0001\"]}", "[1,{}]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                     | text  | {}",
        "[1, null, true]        | text  | {\"1\",NULL,\"true\"}",
        "[\"a\\\\b\", \"c\\\"\", \"\"] | text | {\"a\\\\b\",\"c\\\"\",\"\"}",
        "[\"NULL\", \"{x}\"]    | text  | {\"NULL\",\"{x}\"}",
        "[[1, 2], [3, 4]]       | bigint | {{\"1\",\"2\"},{\"3\",\"4\"}}",
        "[[1], {\"k\": \"v\"}]  | jsonb | {\"[1]\",\"{\\\"k\\\":\\\"v\\\"}\"}",
        "\"{1,2}\"              | bigint | {1,2}",
        "null                   | bigint |",
      })
  void anArrayBecomesAnArrayForAColumnOfArrays(
      String json, String element, @Nullable String expected) {
    Resource file = TextResource.of("t.jsonl", "{\"a\": %s}".formatted(json));
    assertThat(ReadRows.of(file, Map.of("a", element))).containsExactly(row(1, expected));
  }

  @Test
  void aFileWithoutALineHasNoColumns() {
    assertThat(rows("")).isEmpty();
    assertThat(ReadRows.header(TextResource.of("t.jsonl", ""))).isEmpty();
  }

  @Test
  void aByteOrderMarkIsNotPartOfTheFirstLine() {
    assertThat(rows("\uFEFF{\"a\": 1}")).containsExactly(row(1, "1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"b\": 1}               | the key 'a' of the first line is missing",
        "{}                       | the key 'a' of the first line is missing",
        "{\"a\": 1, \"b\": 2}     | the first line has no key 'b'",
        "{\"a\": 1, \"a\": 2}     | the key 'a' is there twice",
        "{\"a\": {\"k\":1,\"k\":2}} | column 'a' has an object with the key 'k' twice",
        "{\"a\": 1} x             | the line is not JSON at column 10",
        "{\"a\": 1} {\"a\": 2}    | something follows the object",
        "{\"a\": 1},              | the line is not JSON at column 9",
        "[1]                      | the line is not a JSON object",
        "17                       | the line is not a JSON object",
        "``                       | the line is blank",
        "` \t`                    | the line is blank",
        "{\"a\": 1                | the line ends within its object",
        "{                        | the line ends within its object",
        "{\"a\": \"x              | the line ends within its object",
        "{\"a\": 01}              | the line is not JSON at column 8",
        "{\"a\": NaN}             | the line is not JSON at column 10",
        "{'a': 1}                 | the line is not JSON at column 2",
        "{\"a\": \"\\ud800\"}     | column 'a' has half of a surrogate pair, which is no character",
        "{\"a\": [\"\\udc00\"]}   | column 'a' has half of a surrogate pair, which is no character",
      })
  void aMalformedLineIsRefusedWithItsNumberAndReason(String line, String reason) {
    assertThatThrownBy(() -> rows("{\"a\": 0}\n" + line + "\n{\"a\": 3}\n"))
        .isInstanceOf(MalformedFileException.class)
        .hasNoCause()
        .hasMessageStartingWith("t.jsonl:2: " + reason + ". ");
  }

  @Test
  void valuesNestedTooDeeplyAreRefused() {
    assertThatThrownBy(() -> rows("{\"a\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}"))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("t.jsonl:1: a name or number is too long");
  }

  @Test
  void aLineWithoutAnEndIsRefusedBeforeItFillsTheMemory() {
    String endless = "{\"a\": \"" + "x".repeat(LineReader.LONGEST_LINE);
    assertThatThrownBy(() -> rows(endless))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("t.jsonl:1: the line is longer than 16777216 characters.");
  }

  @Test
  void aByteThatIsNotUtf8IsRefusedWithItsLine() {
    byte[] latin1 =
        ("{\"a\": 1}\n".repeat(5_000) + "{\"a\": \"caf\u00e9\"}\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> ReadRows.of(new TextResource("t.jsonl", latin1)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessage(
            "t.jsonl:5001: the byte 0xE9 is not part of valid UTF-8. Save the file as UTF-8.");
  }

  private static List<Row> rows(String text) {
    return ReadRows.of(TextResource.of("t.jsonl", text));
  }

  private static Row row(long line, @Nullable String... fields) {
    return new Row(line, Arrays.asList(fields));
  }
}
