package dev.tilth.seed;

import dev.tilth.spi.TilthException;
import java.time.Duration;

/** When a run has to end. */
public interface Deadline {

  /** Until then; negative when it is past. */
  Duration left();

  /** Why a run ends because of it. */
  TilthException exceeded();
}
