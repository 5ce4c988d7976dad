package dev.tilth.cli;

import dev.tilth.seed.ChunkProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Shows on the terminal how far seeders in chunks have come: all that are at work, in the longest
 * form for which there is room; one that was too long does not come back as long as the same ones
 * are at work. Safe for use by several threads.
 */
final class LiveProgress implements Consumer<ChunkProgress> {

  private static final Duration INTERVAL = Duration.ofMillis(200);

  private static final List<Function<ChunkProgress, String>> FORMS =
      List.of(LiveProgress::full, LiveProgress::shorter, LiveProgress::shortest);

  private final StatusLine line;
  private final InstantSource clock;
  private final Map<String, ChunkProgress> atWork = new LinkedHashMap<>();
  private Instant shown = Instant.EPOCH;
  private int form;

  LiveProgress(StatusLine line, InstantSource clock) {
    this.line = line;
    this.clock = clock;
  }

  @Override
  public synchronized void accept(ChunkProgress progress) {
    boolean before = atWork.containsKey(progress.seeder());
    if (progress.over()) {
      atWork.remove(progress.seeder());
    } else {
      atWork.put(progress.seeder(), progress);
    }
    if (before == progress.over()) {
      form = 0;
    }
    Instant now = clock.instant();
    if (progress.over() || Duration.between(shown, now).abs().compareTo(INTERVAL) >= 0) {
      shown = now;
      line.show(text());
    }
  }

  private String text() {
    String text = text(FORMS.get(form));
    while (text.length() > line.width() && form < FORMS.size() - 1) {
      form++;
      text = text(FORMS.get(form));
    }
    return text;
  }

  private String text(Function<ChunkProgress, String> form) {
    return atWork.values().stream().map(form).collect(Collectors.joining("; "));
  }

  private static String full(ChunkProgress progress) {
    return progress.seeder() + ": " + progress.words();
  }

  private static String shorter(ChunkProgress progress) {
    return "%s: %s (%d %%), %s%s"
        .formatted(
            progress.seeder(),
            progress.chunkWords(),
            progress.percent(),
            progress.rateWords(),
            progress.leftWords());
  }

  private static String shortest(ChunkProgress progress) {
    return "%s: %d %%%s".formatted(progress.seeder(), progress.percent(), progress.leftWords());
  }
}
