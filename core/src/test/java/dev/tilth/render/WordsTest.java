package dev.tilth.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.RowCounts;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class WordsTest {

  @Test
  void thousands_are_separated_and_everywhere_alike() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(Words.rows(new RowCounts(1_000_000, 999, 0, 12_345), true))
          .isEqualTo("1,000,000 inserted, 999 updated, 12,345 unchanged");
      assertThat(Words.count(1, "seeder")).isEqualTo("1 seeder");
      assertThat(Words.count(1200, "seeder")).isEqualTo("1,200 seeders");
    } finally {
      Locale.setDefault(before);
    }
  }
}
