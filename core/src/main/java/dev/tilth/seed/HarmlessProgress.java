package dev.tilth.seed;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a listener throws from a load, which does not depend on being watched. */
final class HarmlessProgress implements Consumer<ChunkProgress> {

  private static final Logger LOG = LoggerFactory.getLogger(HarmlessProgress.class);

  private final Consumer<ChunkProgress> listener;
  private final AtomicBoolean told = new AtomicBoolean();

  HarmlessProgress(Consumer<ChunkProgress> listener) {
    this.listener = listener;
  }

  @Override
  public void accept(ChunkProgress progress) {
    try {
      listener.accept(progress);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      if (told.compareAndSet(false, true)) {
        LOG.warn(
            "What listens to the progress of seeders failed at {}; they go on. It is called again,"
                + " and if it fails again, this is not said again.",
            progress.seeder(),
            e);
      }
    }
  }
}
