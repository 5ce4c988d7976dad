package dev.tilth.seed;

import dev.tilth.plan.SeedProgress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a seeder in chunks has come.
 *
 * @param chunks how many are there
 * @param units the same in units of the source
 * @param elapsed since this run began with the seeder's chunks
 * @param over whether this run is at an end with them: they are all there, or it failed, or was
 *     stopped
 */
public record ChunkProgress(
    String seeder, ChunkShare chunks, Units units, Duration elapsed, boolean over) {

  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;

  /**
   * Parts of a source, in rows, bytes or whatever its {@link dev.tilth.spi.Chunking} counts.
   *
   * @param before how many were there when this run began
   * @param done how many are there, of whichever run
   * @param all how many there are
   */
  public record Units(long before, long done, long all) {

    /** What has come since this run began. */
    long gained() {
      return done - before;
    }

    long missing() {
      return all - done;
    }
  }

  /** How much is there, of 100; rounded down, so that 100 means all of it. */
  public int percent() {
    return units.missing() == 0 ? 100 : Math.min(99, (int) (100.0 * units.done() / units.all()));
  }

  /** Units a second since this run began with them; those that other runs wrote meanwhile count. */
  public double rate() {
    return 1000.0 * units.gained() / millis();
  }

  /** How long the rest takes at this rate; empty as long as nobody can tell. */
  public Optional<Duration> left() {
    return units.gained() == 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (units.missing() / rate() * 1000)));
  }

  /** {@code 85,000 a second}; {@code 20 a minute} where that says more. */
  public String rateWords() {
    double rate = rate();
    if (rate >= 10) {
      return "%s a second".formatted(number(Math.round(rate)));
    }
    return rate >= 1
        ? String.format(Locale.ROOT, "%.1f a second", rate)
        : "%s a minute".formatted(number(Math.round(rate * MINUTE)));
  }

  /** {@code , 2 min 5 s left}; nothing where nothing is left, or nobody can tell. */
  public String leftWords() {
    return units.missing() == 0
        ? ""
        : left().map(time -> ", %s left".formatted(spoken(time))).orElse("");
  }

  /** {@code 7 of 20 chunks, 350,000 of 1,000,000 (35 %), 85,000 a second, 8 s left}. */
  public String words() {
    return "%s, %s of %s (%d %%), %s%s"
        .formatted(
            chunkWords(),
            number(units.done()),
            number(units.all()),
            percent(),
            rateWords(),
            leftWords());
  }

  /** {@code 7 of 20 chunks}. */
  public String chunkWords() {
    return SeedProgress.share(chunks.done(), chunks.count());
  }

  private long millis() {
    return Math.max(1, elapsed.toMillis());
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** In whole seconds, rounded up, since an estimate is not finer than that. */
  private static String spoken(Duration time) {
    long seconds = Math.max(1, Math.ceilDiv(time.toMillis(), 1000));
    if (seconds < MINUTE) {
      return seconds + " s";
    }
    return seconds < HOUR
        ? seconds / MINUTE + " min " + seconds % MINUTE + " s"
        : number(seconds / HOUR) + " h " + seconds % HOUR / MINUTE + " min";
  }
}
