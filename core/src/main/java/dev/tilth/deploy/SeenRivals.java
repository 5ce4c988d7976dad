package dev.tilth.deploy;

import dev.tilth.database.Blocker;
import dev.tilth.database.ControlConnection;
import dev.tilth.seed.Rivals;
import dev.tilth.track.Tracker;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the watch and the server's list of locks say of others. */
record SeenRivals(Watch watch, Tracker tracker, ControlConnection control) implements Rivals {

  private static final Logger LOG = LoggerFactory.getLogger(SeenRivals.class);

  @Override
  public Optional<String> blocker(int backend) {
    return watch.takeBlocker(backend).map(Blocker::toString);
  }

  @Override
  public Optional<String> claimant() {
    return named(() -> tracker.claimant(control));
  }

  @Override
  public Optional<String> loner() {
    return named(() -> tracker.loner(control));
  }

  /** A name is a help for people: nothing depends on it. */
  private static Optional<String> named(Question question) {
    try {
      return question.ask();
    } catch (SQLException e) {
      LOG.debug("The database was not asked who is in the way.", e);
      return Optional.empty();
    }
  }

  private interface Question {
    Optional<String> ask() throws SQLException;
  }
}
