package dev.tilth.render;

import dev.tilth.track.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** How times and durations are put into words for people. */
final class Times {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Times() {}

  /** {@code 2026-11-22 10:00:00}, in UTC. */
  static String utc(Instant time) {
    return SECONDS.format(time);
  }

  /** From start to end, where it has ended. */
  static Optional<Duration> duration(RunRecord run) {
    return run.finishedAt().map(end -> Duration.between(run.startedAt(), end));
  }

  /** {@code 340 ms}, {@code 1.2 s}, {@code 2 min 5 s}, {@code 1 h 2 min}. */
  static String spoken(Duration duration) {
    long millis = duration.toMillis();
    long tenths = (millis + 50) / 100;
    if (millis < 1000) {
      return millis + " ms";
    }
    if (tenths < 600) {
      return tenths / 10 + "." + tenths % 10 + " s";
    }
    long seconds = (millis + 500) / 1000;
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }
}
