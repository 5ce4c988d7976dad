package dev.tilth.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowResourceTest {

  private record Named(String roleCode, @Nullable String fullURLName, int line2Text) {}

  private record Any(@Nullable Object value) {}

  private record Broken(String code) {

    @Override
    @SuppressWarnings("UnusedMethod") // by reflection only
    public String code() {
      throw new IllegalStateException("no code");
    }
  }

  @Test
  void components_become_columns_and_rows_become_lines() throws IOException {
    assertThat(text(new Named("a", null, 7), new Named("b\"\n", "é\uD83C\uDF31", 8)))
        .isEqualTo(
            """
            {"role_code":"a","full_url_name":null,"line2_text":7}
            {"role_code":"b\\"\\u000a","full_url_name":"é\\ud83c\\udf31","line2_text":8}
            """);
  }

  @Test
  void every_value_has_one_exact_text() throws IOException {
    assertThat(value(new BigDecimal("1.10"))).isEqualTo("1.10");
    assertThat(value(0.1f)).isEqualTo("0.1");
    assertThat(value(Double.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
    assertThat(value(true)).isEqualTo("true");
    assertThat(value(DayOfWeek.MONDAY)).isEqualTo("\"MONDAY\"");
    assertThat(value(new UUID(1, 2))).isEqualTo("\"00000000-0000-0001-0000-000000000002\"");
    assertThat(value(Instant.EPOCH)).isEqualTo("\"1970-01-01T00:00:00Z\"");
    assertThat(value(Instant.EPOCH.atZone(ZoneId.of("Europe/Paris"))))
        .isEqualTo("\"1970-01-01T01:00+01:00\"");
    assertThat(value(LocalDate.of(2026, 2, 28))).isEqualTo("\"2026-02-28\"");
    assertThat(value(Duration.ofMinutes(90))).isEqualTo("\"PT1H30M\"");
    assertThat(value(new byte[] {0, -1})).isEqualTo("\"\\\\x00ff\"");
    assertThat(value(List.of(1, List.of("a")))).isEqualTo("[1,[\"a\"]]");
    assertThat(value(new Any("x"))).isEqualTo("{\"value\":\"x\"}");
    assertThat(value(new Named("a", "b", 1)))
        .isEqualTo("{\"roleCode\":\"a\",\"fullURLName\":\"b\",\"line2Text\":1}");
  }

  @Test
  void a_map_has_the_order_of_its_keys() throws IOException {
    Map<String, @Nullable Integer> map = new HashMap<>();
    map.put("b", 2);
    map.put("a", null);
    map.put("", 3);

    assertThat(value(map)).isEqualTo("{\"\":3,\"a\":null,\"b\":2}");
  }

  @Test
  void a_value_without_a_form_is_refused_with_its_row_and_column() {
    assertThatThrownBy(() -> text(new Any(1), new Any(Set.of(1))))
        .isInstanceOf(UnusableRowException.class)
        .hasMessageStartingWith("roles:2: column 'value' is given a value of type java.util.")
        .hasMessageContaining("which has no form in a table. Give texts,");
    assertThatThrownBy(() -> text(new Any(Map.of(1, 2))))
        .hasMessageContaining("roles:1: column 'value' is given a value of type java.lang.Integer");
  }

  @Test
  void an_accessor_that_fails_is_named() {
    assertThatThrownBy(() -> text(new Broken("x")))
        .isInstanceOf(UnusableRowException.class)
        .hasMessageStartingWith("roles:1: the value for column 'code' cannot be read");
  }

  private static String value(Object value) throws IOException {
    String line = text(new Any(value)).strip();
    return line.substring("{\"value\":".length(), line.length() - 1);
  }

  private static String text(Record... rows) throws IOException {
    try (InputStream bytes = Resource.rows("roles", List.of(rows)).open()) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
