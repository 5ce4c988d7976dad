package dev.tilth.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChunkingTest {

  @ParameterizedTest
  @CsvSource({
    "0, 10, 0",
    "1, 10, 1",
    "10, 10, 1",
    "11, 10, 2",
    "25, 10, 3",
    "3000000000, 2, 1500000000"
  })
  void the_last_chunk_may_be_smaller(long size, long perChunk, int count) {
    assertThat(new Chunking(size, perChunk).count()).isEqualTo(count);
  }

  @Test
  void chunks_follow_each_other_without_a_gap() {
    Chunking chunking = new Chunking(25, 10);

    assertThat(chunking.chunk(1)).isEqualTo(new Chunk(1, 0, 10));
    assertThat(chunking.chunk(2)).isEqualTo(new Chunk(2, 10, 20));
    assertThat(chunking.chunk(3)).isEqualTo(new Chunk(3, 20, 25));
    assertThat(chunking.chunk(3).size()).isEqualTo(5);
  }

  @Test
  void beyond_two_billion_units_nothing_overflows() {
    Chunking chunking = new Chunking(5_000_000_000L, 2_500_000_000L);

    assertThat(chunking.chunk(2)).isEqualTo(new Chunk(2, 2_500_000_000L, 5_000_000_000L));
  }

  @ParameterizedTest
  @CsvSource({"-1, 10, 0 or more units", "10, 0, 1 or more", "5000000000, 1, too small"})
  void what_cannot_be_is_said(long size, long perChunk, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Chunking(size, perChunk))
        .withMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({"0", "4"})
  void there_is_no_chunk_beyond_the_last(int number) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Chunking(25, 10).chunk(number))
        .withMessageContaining("no chunk %d of 3".formatted(number));
  }

  @Test
  void a_table_in_chunks_has_neither_overlays_nor_deletions() {
    Resource rows =
        Resource.of(
            "a.csv",
            () -> {
              throw new IOException("not read");
            });
    SeederSpec spec = SeederSpec.onChange("A");

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ChunkedTableSeeder.of(spec, TableData.of("a", rows).mode(TableMode.MIRROR)))
        .withMessageContaining(
            "Seeder A cannot load table a in chunks. A mirror has to know all rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChunkedTableSeeder.of(spec, TableData.of("a", rows).overlay("dev", rows)))
        .withMessageContaining(
            "Seeder A cannot load table a in chunks. An overlay takes the place");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChunkedTableSeeder(spec, TableData.of("a", rows), 0))
        .withMessageContaining("1 or more rows, but is to have 0");
  }
}
