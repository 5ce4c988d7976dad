package dev.tilth.seed;

import dev.tilth.database.FailedAttempt;
import dev.tilth.database.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attempts at one seeder that failed, and the commit among them that is in doubt. */
final class AttemptLog {

  private static final Logger LOG = LoggerFactory.getLogger(AttemptLog.class);

  private final String seeder;
  private final List<FailedAttempt> failed = new ArrayList<>();
  private Optional<Instant> firstFailure = Optional.empty();
  private Optional<Doubt> doubt = Optional.empty();
  private int doubtful;
  private boolean connectionLost;

  AttemptLog(String seeder) {
    this.seeder = seeder;
  }

  List<FailedAttempt> failed() {
    return failed;
  }

  /** Whether a server process may not have noticed yet that its client is gone. */
  boolean connectionLost() {
    return connectionLost;
  }

  Optional<Doubt> doubt() {
    return doubt;
  }

  /** The attempt at work failed in its commit. */
  void doubt(Doubt commit) {
    doubt = Optional.of(commit);
    doubtful = failed.size();
  }

  /** Notes what the record says of a commit that was in doubt, if one was. */
  void resolve(String whatTheRecordShowed) {
    if (doubt.isPresent()) {
      FailedAttempt before = failed.get(doubtful);
      String reason = "%s The record showed %s.".formatted(before.reason(), whatTheRecordShowed);
      failed.set(doubtful, new FailedAttempt(reason, before.pause()));
      doubt = Optional.empty();
    }
  }

  /** Whether another attempt may follow the one at work, which has just failed. */
  boolean permitsAnother(RetryPolicy policy, Instant now) {
    firstFailure = firstFailure.or(() -> Optional.of(now));
    return policy.allows(failed.size() + 1, elapsed(now));
  }

  /** Since the first failure. */
  Duration elapsed(Instant now) {
    return firstFailure.map(first -> Duration.between(first, now)).orElse(Duration.ZERO);
  }

  /** Another attempt follows after the pause. */
  void failed(PassingFailure why, Duration pause) {
    connectionLost |= why.losesConnection();
    failed.add(new FailedAttempt(why.reason(), pause));
    LOG.warn(
        "Seeder {}, attempt {} failed: {} Trying again in {} ms.",
        seeder,
        failed.size(),
        why.reason(),
        pause.toMillis());
  }
}
