package dev.tilth.data;

import static dev.tilth.data.Loads.counts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.Resource;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One row with a value of every type and one with NULLs, from each kind of source. */
@PostgresTest
class TypesIT {

  private static final String TABLE =
      """
      drop schema public cascade;
      create schema public;
      create extension citext;
      create type mood as enum ('CALM', 'Very, "glad"');
      create domain percentage as integer check (value between 0 and 100);
      create domain codes as text[];
      create table mixed (
        code varchar(20) primary key, t text, c char(4), ci citext, e mood, p percentage,
        si smallint, i integer, bi bigint, n numeric, nm numeric(10, 3), r real,
        f double precision, b boolean, d date, ti time, z timestamptz, ts timestamp, iv interval,
        u uuid, jb jsonb, j json, ia integer[], ta text[], na integer[][], ja jsonb[], cs codes,
        by bytea, net inet, ra int4range, mr int8multirange);
      """;

  private static final List<String> EXPECTED =
      List.of(
          "t = E'tab\\there, \"quote\", back\\\\slash\\nline\\r\\n\\\\N é\uD83C\uDF31'",
          "c = 'ab' and octet_length(c) = 4",
          "ci = 'ABC' and ci::text = 'abC'",
          "e = 'CALM'",
          "p = 100",
          "si = -32768",
          "i = 2147483647",
          "bi = 9223372036854775807",
          "n::text = '1.10'",
          "nm::text = '12.500'",
          "r = real '0.1'",
          "f = 0.001",
          "b",
          "d = '2026-02-28'",
          "ti = '12:30'",
          "z = '2026-03-01T10:00:00Z'",
          "ts = '2026-03-01T12:00:00'",
          "iv = '1 day'",
          "u = '6f1c0e1e-7a2d-4f7e-9b1c-0a0a0a0a0a0a'",
          "jb = '{\"a\": [1.50, null], \"b\": \"x\"}' and jb -> 'a' ->> 0 = '1.50'",
          "j::text = '{\"b\":2,\"c\":\"\"}'",
          "ia = '{1,NULL,3}'",
          "ta = array['x', 'y z', '', 'NULL', E'q\"\\\\', null]",
          "na = array[[1, 2], [3, 4]]",
          "ja = array['{\"k\": [1]}', '[2]', '7', null]::jsonb[]",
          "cs = array['a,b']",
          "by = '\\xdeadbeef'",
          "net = '10.0.0.0/8'",
          "ra = '[1,5)'",
          "mr = '{[1,3),[7,9)}'");

  private final TestDatabase database;
  private final Loads loads;

  TypesIT(TestDatabase database) {
    this.database = database;
    this.loads = new Loads(database);
  }

  @BeforeEach
  void tables() {
    database.execute(TABLE);
  }

  private enum Mood {
    CALM
  }

  private record Document(int b, String c) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Mixed(
      String code,
      @Nullable String t,
      @Nullable String c,
      @Nullable String ci,
      @Nullable Mood e,
      @Nullable Integer p,
      @Nullable Short si,
      @Nullable Integer i,
      @Nullable BigInteger bi,
      @Nullable BigDecimal n,
      @Nullable BigDecimal nm,
      @Nullable Float r,
      @Nullable Double f,
      @Nullable Boolean b,
      @Nullable LocalDate d,
      @Nullable LocalTime ti,
      @Nullable Instant z,
      @Nullable String ts,
      @Nullable Period iv,
      @Nullable UUID u,
      @Nullable Map<String, Object> jb,
      @Nullable Document j,
      @Nullable List<@Nullable Integer> ia,
      @Nullable List<@Nullable String> ta,
      @Nullable List<List<Integer>> na,
      @Nullable List<@Nullable Object> ja,
      @Nullable List<String> cs,
      byte @Nullable [] by,
      @Nullable String net,
      @Nullable String ra,
      @Nullable String mr) {}

  @Test
  void fromCsv() {
    String header =
        "code,t,c,ci,e,p,si,i,bi,n,nm,r,f,b,d,ti,z,ts,iv,u,jb,j,ia,ta,na,ja,cs,by,net,ra,mr\n";
    String full =
        "one,\"tab\there, \"\"quote\"\", back\\slash\n"
            + "line\r\n"
            + "\\N é\uD83C\uDF31\",ab,abC,CALM,100,"
            + "-32768,2147483647,9223372036854775807,1.10,12.5,0.1,1e-3,yes,2026-02-28,12:30,2026-03-01T12:00:00+02,2026-03-01T12:00:00,1"
            + " day,6f1c0e1e-7a2d-4f7e-9b1c-0a0a0a0a0a0a,\"{\"\"a\"\": [1.50, null], \"\"b\"\":"
            + " \"\"x\"\"}\",\"{\"\"b\"\":2,\"\"c\"\":\"\"\"\"}\",\"{1,NULL,3}\",\"{x,\"\"y"
            + " z\"\",\"\"\"\",\"\"NULL\"\",\"\"q\\\"\"\\\\\"\",NULL}\",\"{{1,2},{3,4}}\",\"{\"\"{\\\"\"k\\\"\":"
            + " [1]}\"\",[2],7,NULL}\",\"{\"\"a,b\"\"}\",\\xdeadbeef,10.0.0.0/8,\"[1,5)\",\"{[1,3),[7,9)}\"\n";
    assertRoundTrip(TextResource.of("t.csv", header + full + "two,\"\"" + ",".repeat(29) + "\n"));
  }

  @Test
  void fromJsonLines() {
    String full =
        """
        {"code":"one","t":"tab\\there, \\"quote\\", back\\\\slash\\nline\\r\\n\\\\N é🌱","c":"ab","ci":"abC","e":"CALM","p":100,\
        "si":-32768,"i":2147483647,"bi":9223372036854775807,"n":1.10,"nm":12.5,"r":0.1,"f":1e-3,"b":true,"d":"2026-02-28",\
        "ti":"12:30","z":"2026-03-01T12:00:00+02:00","ts":"2026-03-01T12:00:00","iv":"1 day",\
        "u":"6f1c0e1e-7a2d-4f7e-9b1c-0a0a0a0a0a0a","jb":{"b":"x","a":[1.50,null]},"j":{"b":2,"c":""},"ia":[1,null,3],\
        "ta":["x","y z","","NULL","q\\"\\\\",null],"na":[[1,2],[3,4]],"ja":[{"k":[1]},[2],7,null],"cs":["a,b"],\
        "by":"\\\\xdeadbeef","net":"10.0.0.0/8","ra":"[1,5)","mr":"{[1,3),[7,9)}"}
        """;
    StringBuilder empty = new StringBuilder("{\"code\":\"two\",\"t\":\"\"");
    for (String name :
        "c,ci,e,p,si,i,bi,n,nm,r,f,b,d,ti,z,ts,iv,u,jb,j,ia,ta,na,ja,cs,by,net,ra,mr"
            .split(",", -1)) {
      empty.append(",\"").append(name).append("\":null");
    }
    assertRoundTrip(TextResource.of("t.jsonl", full + empty + "}\n"));
  }

  @Test
  void fromRecords() {
    List<@Nullable String> texts = new ArrayList<>(List.of("x", "y z", "", "NULL", "q\"\\"));
    texts.add(null);
    List<@Nullable Integer> numbers = new ArrayList<>(List.of(1, 3));
    numbers.add(1, null);
    List<@Nullable Object> documents =
        new ArrayList<>(List.of(Map.of("k", List.of(1)), List.of(2), 7));
    documents.add(null);
    List<@Nullable Object> values = new ArrayList<>(List.of(new BigDecimal("1.50")));
    values.add(null);
    Mixed full =
        new Mixed(
            "one",
            "tab\there, \"quote\", back\\slash\nline\r\n\\N é\uD83C\uDF31",
            "ab",
            "abC",
            Mood.CALM,
            100,
            Short.MIN_VALUE,
            Integer.MAX_VALUE,
            BigInteger.valueOf(Long.MAX_VALUE),
            new BigDecimal("1.10"),
            new BigDecimal("12.5"),
            0.1f,
            1e-3,
            true,
            LocalDate.of(2026, 2, 28),
            LocalTime.of(12, 30),
            Instant.parse("2026-03-01T10:00:00Z"),
            "2026-03-01T12:00:00",
            Period.ofDays(1),
            UUID.fromString("6f1c0e1e-7a2d-4f7e-9b1c-0a0a0a0a0a0a"),
            new TreeMap<>(Map.of("a", values, "b", "x")),
            new Document(2, ""),
            numbers,
            texts,
            List.of(List.of(1, 2), List.of(3, 4)),
            documents,
            List.of("a,b"),
            new byte[] {(byte) 0xDE, (byte) 0xAD, (byte) 0xBE, (byte) 0xEF},
            "10.0.0.0/8",
            "[1,5)",
            "{[1,3),[7,9)}");
    Mixed empty =
        new Mixed(
            "two", "", null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null);
    assertRoundTrip(Resource.rows("t", List.of(full, empty)));
  }

  @Test
  void durationsAndExtremesOfNumbersHaveTheirForms() {
    record Measured(String code, @Nullable Duration iv, Double f, BigDecimal n) {}
    Resource rows =
        Resource.rows(
            "t",
            List.of(
                new Measured("a", Duration.ofMinutes(90), Double.NaN, new BigDecimal("1E+40")),
                new Measured("b", null, Double.POSITIVE_INFINITY, new BigDecimal("-1E-40"))));
    assertThat(loads.merge("mixed", rows)).isEqualTo(counts(2, 0, 0));
    assertThat(database.column("select iv, f, n = 1e40 or n = -1e-40 from mixed order by code"))
        .containsExactly("01:30:00|NaN|t", "NULL|Infinity|t");
    assertThat(loads.merge("mixed", rows)).isEqualTo(counts(0, 0, 2));
  }

  private void assertRoundTrip(Resource rows) {
    assertThat(loads.merge("mixed", rows)).isEqualTo(counts(2, 0, 0));
    assertThat(EXPECTED)
        .allSatisfy(condition ->
            assertThat(
                    database.value("select %s from mixed where code = 'one'".formatted(condition)))
                .as(condition)
                .isEqualTo("t"));
    assertThat(
            database.value(
                "select (select count(*) from jsonb_each(to_jsonb(mixed)) v where v.value ="
                    + " 'null'), t = '' from mixed where code = 'two'"))
        .isEqualTo("29|t");
    assertNothingIsWritten(rows);
  }

  private void assertNothingIsWritten(Resource rows) {
    List<String> before = database.column("select ctid, xmin from mixed order by code");
    assertThat(loads.merge("mixed", rows)).isEqualTo(counts(0, 0, 2));
    assertThat(database.column("select ctid, xmin from mixed order by code")).isEqualTo(before);
  }
}
