package dev.tilth.database;

import dev.tilth.database.Renewal.Another;
import dev.tilth.database.Renewal.None;
import dev.tilth.spi.TilthException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log-in that a store keeps: the one of now, and how another one is come by. Safe for use by
 * several threads.
 *
 * <ol>
 *   <li>One fetch at a time is under way, on a thread of its own; what comes of it is the answer
 *       for all who need it.
 *   <li>Nobody waits for it longer than his run lasts. It goes on all the same, and its log-in
 *       serves the next connection.
 *   <li>Where it was in vain, it stays the answer to the same question for {@link
 *       DatabaseAccess#REST}.
 * </ol>
 */
final class KeptLogIn {

  private static final Logger LOG = LoggerFactory.getLogger(KeptLogIn.class);

  private final StoredSecret secret;
  private final Optional<DatabaseAddress> given;
  private final UnaryOperator<DatabaseAddress> terms;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile Optional<DatabaseAddress> current;
  private @Nullable Fetch last;

  /**
   * Fetches nothing yet.
   *
   * @param given the address, which is the first log-in if it has a password and the secret was
   *     never fetched
   * @param terms for an address that the secret names
   */
  KeptLogIn(
      StoredSecret secret, Optional<DatabaseAddress> given, UnaryOperator<DatabaseAddress> terms) {
    this.secret = secret;
    this.given = given;
    this.terms = terms;
    this.current = given.filter(address -> address.password().isPresent() && !secret.isKnown());
  }

  StoredSecret secret() {
    return secret;
  }

  /** The one of now; empty before the first was fetched. */
  Optional<DatabaseAddress> current() {
    return current;
  }

  /**
   * The one of now, fetched where there is none yet.
   *
   * @throws TilthException if it cannot be fetched or used; the reason, where the run is stopped
   */
  DatabaseAddress address(StopSignal stop) {
    if (current.isEmpty()) {
      var unused = answered(Optional.empty(), stop);
    }
    return current.orElseThrow();
  }

  /**
   * Another one than one that was refused, if there is any.
   *
   * @throws TilthException the reason, where the run is stopped
   */
  Renewal after(DatabaseAddress refused, StopSignal stop) {
    return answered(Optional.of(refused), stop);
  }

  private Renewal answered(Optional<DatabaseAddress> refused, StopSignal stop) {
    try {
      return stop.await(asked(refused));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FetchInterruptedException(secret.id(), e);
    }
  }

  private CompletableFuture<Renewal> asked(Optional<DatabaseAddress> refused) {
    turn.lock();
    try {
      Optional<DatabaseAddress> known = current;
      if (known.isPresent() && refused.filter(known.get()::logsInAs).isEmpty()) {
        return CompletableFuture.completedFuture(new Another(known.get(), false));
      }
      @Nullable Fetch fetch = last;
      if (fetch == null || !fetch.answersFor(refused)) {
        fetch = begun(new Fetch(refused));
        last = fetch;
      }
      return fetch.answer();
    } finally {
      turn.unlock();
    }
  }

  private Fetch begun(Fetch fetch) {
    fetch.begin(() -> {
      try {
        end(fetch, fetch.refused().map(this::renewed).orElseGet(this::fetched));
      } catch (Throwable e) {
        fetch.fail(e);
      }
    });
    return fetch;
  }

  /** In one step: whoever finds the old log-in still current is not to begin a fetch of his own. */
  private void end(Fetch fetch, Renewal outcome) {
    turn.lock();
    try {
      if (outcome instanceof Another another) {
        current = Optional.of(another.address());
      }
      fetch.end(outcome);
    } finally {
      turn.unlock();
    }
  }

  private Renewal fetched() {
    DatabaseAddress fetched =
        given.map(secret::complete).orElseGet(() -> terms.apply(secret.address()));
    LOG.debug("Fetched secret {} of {}.", secret.id(), fetched);
    return new Another(fetched, true);
  }

  private Renewal renewed(DatabaseAddress refused) {
    try {
      DatabaseAddress fresh = secret.renew(refused);
      if (fresh.logsInAs(refused)) {
        return stillHeld();
      }
      LOG.info(
          "{} refused the password of user '{}'; secret {} was fetched again, and user '{}' logs"
              + " in with what it holds now.",
          refused.hostsAndPorts(),
          refused.user(),
          secret.id(),
          fresh.user());
      return new Another(fresh, true);
    } catch (TilthException e) {
      LOG.debug("Secret {} could not be fetched again.", secret.id(), e);
      return new None(
          "The password may have been changed since, but: %s ".formatted(e.getMessage()));
    }
  }

  private None stillHeld() {
    return new None(
        ("Secret %s was fetched again and holds the same log-in still. If it is being rotated, run"
                + " again when that is over. ")
            .formatted(secret.id()));
  }

  /** What is to be said where a log-in is refused that was fetched after another one had been. */
  String triedBoth() {
    return "So was the log-in before it, whereupon this one was fetched from secret %s. "
        .formatted(secret.id());
  }
}
