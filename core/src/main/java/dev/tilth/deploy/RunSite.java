package dev.tilth.deploy;

import dev.tilth.database.StopSignal;
import dev.tilth.track.Tracker;
import java.time.InstantSource;

/**
 * Where a run takes place, and with what.
 *
 * @param planning what the build has, compared with what the database has
 * @param stop ends this one run
 * @param clock measures durations
 */
record RunSite(
    Target target,
    DeploySettings settings,
    Inventory inventory,
    Planning planning,
    StopSignal stop,
    InstantSource clock) {

  Tracker tracker() {
    return new Tracker(settings.tracker());
  }
}
