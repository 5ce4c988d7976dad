package dev.tilth.migrate;

import dev.tilth.spi.TilthException;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out after a failure what became of the script at work. A failure can come after its commit,
 * or instead of the commit's answer: only the history tells.
 */
final class Doubts {

  private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);

  /** How long a run that is stopped waits for a commit that may be on its way. */
  private static final Duration LAST_LOOK = Duration.ofSeconds(1);

  private final Worksite site;
  private final Progress progress;

  Doubts(Worksite site, Progress progress) {
    this.site = site;
    this.progress = progress;
  }

  /**
   * Settles the script at work if it was applied.
   *
   * @return whether that could be told
   */
  boolean resolve(Failure failure) {
    boolean stopped = site.stop().reason().isPresent();
    try {
      if (stopped) {
        lookOnce(failure);
      } else if (failure.isConnectionLoss()) {
        site.fence().awaitWorkersGone();
      }
      progress.resolve();
      return true;
    } catch (SQLException | TilthException e) {
      LOG.debug("What became of the last script cannot be told now.", e);
      warn(failure);
      return progress.current().isEmpty();
    }
  }

  private void lookOnce(Failure failure) {
    if (!site.fence().seesWorkersGone(LAST_LOOK)) {
      warn(failure);
    }
  }

  private void warn(Failure failure) {
    if (failure.isConnectionLoss()) {
      progress
          .current()
          .ifPresent(script ->
              LOG.warn(
                  "Migration {} broke off while the server was still at work on it: if that was its"
                      + " commit, it may take effect yet. The history decides, and the next run"
                      + " reads it.",
                  script.script()));
    }
  }
}
