package dev.tilth.seed;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log how far seeders in chunks have come, every ten seconds. That a seeder has ended
 * is in the report.
 */
public final class ProgressLog implements Consumer<ChunkProgress> {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final Map<String, Instant> told = new ConcurrentHashMap<>();

  /**
   * @param clock measures the intervals
   */
  public ProgressLog(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void accept(ChunkProgress progress) {
    if (progress.over()) {
      told.remove(progress.seeder());
    } else {
      tell(progress, clock.instant());
    }
  }

  private void tell(ChunkProgress progress, Instant now) {
    Instant last = told.computeIfAbsent(progress.seeder(), seeder -> now.minus(progress.elapsed()));
    if (Duration.between(last, now).compareTo(INTERVAL) >= 0) {
      told.put(progress.seeder(), now);
      LOG.info("Seeder {}: {}", progress.seeder(), progress.words());
    }
  }
}
