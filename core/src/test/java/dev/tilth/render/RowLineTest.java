package dev.tilth.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.plan.ColumnChange;
import dev.tilth.plan.RowChange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowLineTest {

  /** As where the key is a unique index on {@code lower(code)}. */
  @Test
  void a_key_that_changes_its_spelling_is_shown() {
    RowChange spelling = code(RowChange.Kind.UPDATED, "Foo", "FOO");

    assertThat(RowLine.of(spelling, true).columns()).isEqualTo("code: 'Foo' -> 'FOO'");
    assertThat(RowLine.of(spelling, false).columns()).isEqualTo("code");
  }

  @Test
  void the_key_of_a_row_that_comes_or_goes_is_told_once() {
    assertThat(RowLine.of(code(RowChange.Kind.INSERTED, null, "FOO"), true).columns()).isEmpty();
    assertThat(RowLine.of(code(RowChange.Kind.DELETED, "FOO", null), true).columns()).isEmpty();
  }

  private static RowChange code(
      RowChange.Kind kind, @Nullable String before, @Nullable String after) {
    return new RowChange(
        kind,
        Optional.of("roles.csv:2"),
        List.of(new RowChange.KeyValue("code", "FOO")),
        List.of(new ColumnChange("code", before, after)));
  }
}
