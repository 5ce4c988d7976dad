package dev.tilth.database;

import dev.tilth.database.Renewal.Another;
import dev.tilth.database.Renewal.None;
import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way into a database: its address and, where a store keeps the log-in and changes it, the
 * secret there. Remembers what was fetched; to be shared by all threads that connect.
 *
 * <ol>
 *   <li>An address with a password is taken as it is: nothing is fetched.
 *   <li>Where there is no password, or no address, the secret is fetched before the first
 *       connection.
 *   <li>Where the server refuses the password (SQLSTATE 28P01), the secret is fetched past all
 *       caches, once for all threads that were refused with the same log-in, and each of them tries
 *       once more. Every later connection begins with the log-in that was fetched, which may be
 *       another user's.
 *   <li>Where the secret still holds what was refused, or cannot be fetched, or where the log-in
 *       fetched is refused as well, the connection fails. The same log-in is a reason to fetch
 *       again {@link #REST} later at the earliest: neither workers nor a program that waits for the
 *       server may use up what the store permits.
 * </ol>
 *
 * <p>Hosts and database stay those of the address. Other refusals are no matter of the password, so
 * that nothing is fetched: above all 28000, where pg_hba.conf has no entry or a role must not log
 * in. Connections of an application's pool are opened by that, with a log-in that is known to it
 * alone.
 */
public final class DatabaseAccess {

  static final Duration REST = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseAccess.class);

  /** Before the terms. */
  private final Optional<DatabaseAddress> said;

  private final Optional<DatabaseAddress> given;
  private final Optional<StoredSecret> secret;
  private final UnaryOperator<DatabaseAddress> terms;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile @Nullable DatabaseAddress current;
  private @Nullable InVain last;

  private DatabaseAccess(
      Optional<DatabaseAddress> said,
      Optional<StoredSecret> secret,
      UnaryOperator<DatabaseAddress> terms) {
    this.said = said;
    this.given = said.map(terms);
    this.secret = secret;
    this.terms = terms;
    this.current =
        this.given
            .filter(address -> address.password().isPresent() || secret.isEmpty())
            .orElse(null);
  }

  /** To an address, with nothing to fetch. */
  public static DatabaseAccess to(DatabaseAddress address) {
    return new DatabaseAccess(Optional.of(address), Optional.empty(), UnaryOperator.identity());
  }

  /** To an address, with a log-in that a store changes. */
  public static DatabaseAccess to(DatabaseAddress address, StoredSecret secret) {
    return new DatabaseAccess(Optional.of(address), Optional.of(secret), UnaryOperator.identity());
  }

  /** To the address that a secret names. */
  public static DatabaseAccess by(StoredSecret secret) {
    return new DatabaseAccess(Optional.empty(), Optional.of(secret), UnaryOperator.identity());
  }

  /** The same, encrypted as is said here where the address does not say it. */
  public DatabaseAccess encrypted(EncryptionTerms encryption) {
    return on(encryption::on);
  }

  /** The same with {@link DatabaseAddress#verifiedOutsideDev}. */
  public DatabaseAccess verifiedOutsideDev(Optional<String> environment) {
    return on(address -> address.verifiedOutsideDev(environment));
  }

  private DatabaseAccess on(UnaryOperator<DatabaseAddress> more) {
    return new DatabaseAccess(said, secret, address -> more.apply(terms.apply(address)));
  }

  /** The address as it was given; empty where a secret names it. */
  public Optional<DatabaseAddress> given() {
    return given;
  }

  /** For people: {@link DatabaseAddress#display}, or the secret where no address is known yet. */
  public String display() {
    return Optional.ofNullable(current)
        .or(() -> given)
        .map(DatabaseAddress::display)
        .or(() -> secret.map(held -> "the database of secret " + held.id()))
        .orElse("");
  }

  /**
   * Where to connect and as whom; fetches the secret where it is needed for that and was not yet.
   *
   * @throws TilthException if it cannot be fetched or used
   */
  public DatabaseAddress address() {
    @Nullable DatabaseAddress known = current;
    return known == null ? fetched() : known;
  }

  private DatabaseAddress fetched() {
    turn.lock();
    try {
      @Nullable DatabaseAddress known = current;
      if (known != null) {
        return known;
      }
      StoredSecret held = secret.orElseThrow();
      DatabaseAddress fetched =
          given.map(held::complete).orElseGet(() -> terms.apply(held.address()));
      current = fetched;
      LOG.debug("Fetched secret {} of {}.", held.id(), fetched);
      return fetched;
    } finally {
      turn.unlock();
    }
  }

  /** Another log-in than one that was refused, if there is any. */
  Renewal after(DatabaseAddress refused) {
    turn.lock();
    try {
      DatabaseAddress known = address();
      return known.logsInAs(refused)
          ? secret.map(held -> renewed(held, refused)).orElse(new None("", null))
          : new Another(known, false);
    } finally {
      turn.unlock();
    }
  }

  private Renewal renewed(StoredSecret held, DatabaseAddress refused) {
    @Nullable InVain before = last;
    if (before != null && before.isRecentFor(refused)) {
      return before.outcome();
    }
    try {
      DatabaseAddress fresh = held.renew(refused);
      if (fresh.logsInAs(refused)) {
        return inVain(refused, stillHolds(held));
      }
      current = fresh;
      LOG.info(
          "{} refused the password of user '{}'; secret {} was fetched again, and user '{}' logs"
              + " in with what it holds now.",
          refused.hostsAndPorts(),
          refused.user(),
          held.id(),
          fresh.user());
      return new Another(fresh, true);
    } catch (TilthException e) {
      return inVain(
          refused,
          new None(
              "The password may have been changed since, but: %s ".formatted(e.getMessage()), e));
    }
  }

  private None inVain(DatabaseAddress refused, None outcome) {
    last = new InVain(refused, outcome, System.nanoTime());
    return outcome;
  }

  private static None stillHolds(StoredSecret held) {
    return new None(
        ("Secret %s was fetched again and holds the same log-in still. If it is being rotated, run"
                + " again when that is over. ")
            .formatted(held.id()),
        null);
  }

  /** What is to be said where a log-in is refused that was fetched after another one had been. */
  String triedBoth() {
    return secret
        .map(held ->
            "So was the log-in before it, whereupon this one was fetched from secret %s. "
                .formatted(held.id()))
        .orElse("");
  }

  @Override
  public String toString() {
    return display();
  }

  /**
   * The secret was asked for to no avail.
   *
   * @param since as {@link System#nanoTime} counts
   */
  private record InVain(DatabaseAddress refused, None outcome, long since) {

    boolean isRecentFor(DatabaseAddress other) {
      return refused.logsInAs(other) && System.nanoTime() - since < REST.toNanos();
    }
  }
}
