package dev.tilth.seed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ChunkShareTest {

  @Test
  void one_chunk_is_and_several_are() {
    assertThat(new ChunkShare(0, 0, 1).words()).isEqualTo("0 of 1 chunk is done");
    assertThat(new ChunkShare(0, 1, 2).words()).isEqualTo("1 of 2 chunks are done");
    assertThat(new ChunkShare(7, 1_007, 20_000).words())
        .isEqualTo("1,007 of 20,000 chunks are done");
  }
}
