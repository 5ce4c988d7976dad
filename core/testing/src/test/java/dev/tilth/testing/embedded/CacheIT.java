package dev.tilth.testing.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheIT {

  private static final int RIVALS = 4;

  @TempDir private Path root;

  @Test
  void rivalsEndWithOneCompleteEntry() throws Exception {
    Cache cache = new Cache(root);
    CyclicBarrier together = new CyclicBarrier(RIVALS);
    Callable<Path> rival =
        () ->
            cache.entry(
                "entry",
                draft -> {
                  Files.createDirectory(draft);
                  await(together);
                  Files.writeString(draft.resolve("file"), "complete");
                });
    try (ExecutorService threads = Executors.newFixedThreadPool(RIVALS)) {
      for (Future<Path> made :
          threads.invokeAll(Stream.generate(() -> rival).limit(RIVALS).toList())) {
        assertThat(made.get().resolve("file")).hasContent("complete");
      }
    }
    assertThat(root).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void anEntryThatCannotBeMadeLeavesNothing() {
    Cache cache = new Cache(root);
    assertThatThrownBy(() ->
            cache.entry(
                "entry",
                draft -> {
                  Files.createDirectory(draft);
                  throw new IOException("disk full");
                }))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("disk full");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void anEntryIsMadeOnce() {
    Cache cache = new Cache(root);
    Path first = cache.entry("entry", Files::createDirectory);
    Path second =
        cache.entry(
            "entry",
            draft -> {
              throw new AssertionError("made again");
            });
    assertThat(second).isEqualTo(first);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
