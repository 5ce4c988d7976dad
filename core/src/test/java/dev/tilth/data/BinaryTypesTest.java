package dev.tilth.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a value, its length before them; that the server reads them so: BinaryCopyIT. */
class BinaryTypesTest {

  @ParameterizedTest
  @CsvSource({
    "smallint, -2, 00000002 fffe",
    "integer, 007, 00000004 00000007",
    "bigint, 999999999999999999, 00000008 0de0b6b3a763ffff",
    "boolean, t, 00000001 01",
    "boolean, false, 00000001 00",
    "text, é, 00000002 c3a9",
    "character varying, ab, 00000002 6162",
    "bpchar, a, 00000001 61",
    "json, {}, 00000002 7b7d",
    "jsonb, {}, 00000003 017b7d",
    "real, 0.5, 00000004 3f000000",
    "double precision, -0, 00000008 8000000000000000",
    "numeric, 12345.6, 0000000e 0003 0001 0000 0001 0001 0929 1770",
    "numeric, -0.00, 0000000c 0002 0000 4000 0002 0000 0000",
    "date, 2000-01-02, 00000004 00000001",
    "date, 1999-12-31, 00000004 ffffffff",
    "timestamp without time zone, 2000-01-01 00:00:01.5, 00000008 000000000016e360",
    "timestamp with time zone, 2000-01-01T01:00:00+01, 00000008 0000000000000000",
    "uuid, 6F1c0e1e-7a2d-4f7e-9b1c-0a0b0c0d0e0f, 00000010 6f1c0e1e7a2d4f7e9b1c0a0b0c0d0e0f",
  })
  void aValueBeyondDoubtIsWritten(String type, String text, String bytes) {
    assertThat(written(type, text)).isEqualTo(bytes.replace(" ", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smallint 32768",
        "integer 2147483648",
        "integer -2147483649",
        "bigint 9223372036854775807",
        "integer  7",
        "integer 7 ",
        "integer +7",
        "integer 1_000",
        "integer 0x1F",
        "integer -",
        "integer ",
        "integer ١",
        "boolean yes",
        "boolean True",
        "boolean 1",
        "real NaN",
        "real 1e39",
        "real 1e-46",
        "real 1f",
        "double precision infinity",
        "double precision 1e309",
        "double precision 1e-320",
        "double precision .5",
        "double precision 0x1p3",
        "numeric NaN",
        "numeric 1e5",
        "numeric .5",
        "numeric 1.",
        "numeric 1.2.3",
        "numeric 1,5",
        "numeric -",
        "numeric ",
        "date 2026-02-29",
        "date 2026-2-28",
        "date 28-02-2026",
        "date 0000-01-01",
        "date 2026-13-01",
        "date 2026-01-00",
        "date 2026-01-01 BC",
        "date infinity",
        "date 10000-01-01",
        "timestamp without time zone 2026-01-01",
        "timestamp without time zone 2026-01-01 24:00:00",
        "timestamp without time zone 2026-01-01 10:00:60",
        "timestamp without time zone 2026-01-01 10:00",
        "timestamp without time zone 2026-01-01 10:00:00Z",
        "timestamp without time zone 2026-01-01 10:00:00.",
        "timestamp without time zone 2026-01-01 10:00:00.1234567",
        "timestamp without time zone 2026-01-01_10:00:00",
        "timestamp with time zone 2026-01-01 10:00:00",
        "timestamp with time zone 2026-01-01 10:00:00 UTC",
        "timestamp with time zone 2026-01-01 10:00:00+2",
        "timestamp with time zone 2026-01-01 10:00:00+15",
        "timestamp with time zone 2026-01-01 10:00:00+01:60",
        "timestamp with time zone 2026-01-01 10:00:00+01:00:30",
        "timestamp with time zone 2026-01-01",
        "timestamp with time zone Z",
        "timestamp with time zone ",
        "uuid {6f1c0e1e-7a2d-4f7e-9b1c-0a0b0c0d0e0f}",
        "uuid 6f1c0e1e7a2d4f7e9b1c0a0b0c0d0e0f",
        "uuid 6f1c0e1e-7a2d-4f7e-9b1c-0a0b0c0d0e0g",
        "uuid 6f1c0e1e07a2d-4f7e-9b1c-0a0b0c0d0e0f",
      })
  void whatTheServerMightReadInAnotherWayIsDoubtful(String typeAndText) {
    List<String> types =
        List.of("timestamp without time zone", "timestamp with time zone", "double precision");
    String type =
        types.stream()
            .filter(typeAndText::startsWith)
            .findFirst()
            .orElseGet(() -> typeAndText.substring(0, typeAndText.indexOf(' ')));
    assertThat(written(type, typeAndText.substring(type.length() + 1))).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Vienna, true",
    "America/Port-au-Prince, true",
    "Etc/GMT+5, true",
    "UTC, true",
    "Z5, false",
    "<T>5, false",
    "ABC5Z, false",
    ", false"
  })
  void aZoneThatMayDefineLettersIsDoubtful(@Nullable String zone, boolean alike) {
    assertThat(BinaryTimes.areReadAlike(zone)).isEqualTo(alike);
  }

  @ParameterizedTest
  @ValueSource(strings = {"interval", "bytea", "integer[]", "time without time zone", "money"})
  void otherTypesAreNotWritten(String type) {
    assertThat(BinaryTypes.of(column(type, null))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "numeric"})
  void aTypeOfThatNameThatSomebodyDefinedIsNotWritten(String type) {
    assertThat(BinaryTypes.of(column(type, type))).isEmpty();
  }

  private static @Nullable String written(String type, String text) {
    CopyBinary binary = new CopyBinary();
    byte[] utf8 = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    boolean certain =
        BinaryTypes.of(column(type, null)).orElseThrow().add(utf8, 1, utf8.length - 1, binary);
    return certain
        ? HexFormat.of().formatHex(Arrays.copyOf(binary.bytes(), binary.length()))
        : null;
  }

  private static Column column(String type, @Nullable String definedType) {
    return new Column("c", type, type, false, false, false, false, null, null, definedType);
  }
}
