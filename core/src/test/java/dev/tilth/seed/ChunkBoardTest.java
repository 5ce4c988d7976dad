package dev.tilth.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.Chunking;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChunkBoardTest {

  private final ChunkBoard board = new ChunkBoard(new Chunking(30, 10), List.of());

  @Test
  void each_chunk_is_taken_once() {
    assertThat(board.take()).hasValue(1);
    assertThat(board.take()).hasValue(2);
    assertThat(board.left()).isEqualTo(1);
    assertThat(board.take()).hasValue(3);
    assertThat(board.take()).isEmpty();
    assertThat(board.isComplete()).isFalse();
  }

  @Test
  void what_is_done_is_not_taken() {
    board.look(List.of(1, 3));

    assertThat(board.take()).hasValue(2);
    assertThat(board.take()).isEmpty();
    board.done(2);
    assertThat(board.isComplete()).isTrue();
    assertThat(board.done()).isEqualTo(3);
  }

  @Test
  void what_others_were_at_work_on_can_be_taken_again_after_a_look() {
    assertThat(board.take()).hasValue(1);
    assertThat(board.take()).hasValue(2);
    board.done(2);

    board.look(List.of(2));

    assertThat(board.take()).hasValue(1);
    assertThat(board.take()).hasValue(3);
  }

  @Test
  void nothing_is_taken_from_one_that_is_closed() {
    board.close();

    assertThat(board.take()).isEmpty();
    assertThat(board.left()).isZero();
  }

  @Test
  void one_without_chunks_is_complete() {
    assertThat(new ChunkBoard(new Chunking(0, 10), List.of()).isComplete()).isTrue();
    assertThat(new ChunkBoard(new Chunking(0, 10), List.of()).take()).isEmpty();
  }
}
