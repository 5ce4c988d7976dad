package dev.tilth.database;

import dev.tilth.database.Renewal.None;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

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
 *       fetched is refused as well, the connection fails. What was fetched in vain, the first time
 *       or for the same log-in, is fetched again {@link #REST} later at the earliest: neither
 *       workers nor a program that waits for the server may use up what the store permits.
 *   <li>A run that is stopped, or at its limit, waits for no fetch any longer.
 * </ol>
 *
 * <p>Hosts and database stay those of the address. Other refusals are no matter of the password, so
 * that nothing is fetched: above all 28000, where pg_hba.conf has no entry or a role must not log
 * in. Connections of an application's pool are opened by that, with a log-in that is known to it
 * alone.
 */
public final class DatabaseAccess {

  static final Duration REST = Duration.ofSeconds(5);

  /** Before the terms. */
  private final Optional<DatabaseAddress> said;

  private final Optional<DatabaseAddress> given;
  private final UnaryOperator<DatabaseAddress> terms;
  private final Optional<KeptLogIn> kept;

  private DatabaseAccess(
      Optional<DatabaseAddress> said,
      Optional<StoredSecret> secret,
      UnaryOperator<DatabaseAddress> terms) {
    this.said = said;
    this.given = said.map(terms);
    this.terms = terms;
    this.kept = secret.map(held -> new KeptLogIn(held, given, terms));
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
    return new DatabaseAccess(
        said, kept.map(KeptLogIn::secret), address -> more.apply(terms.apply(address)));
  }

  /** The address as it was given; empty where a secret names it. */
  public Optional<DatabaseAddress> given() {
    return given;
  }

  /** For people: {@link DatabaseAddress#display}, or the secret where no address is known yet. */
  public String display() {
    return kept.flatMap(KeptLogIn::current)
        .or(() -> given)
        .map(DatabaseAddress::display)
        .or(() -> kept.map(logIn -> "the database of secret " + logIn.secret().id()))
        .orElse("");
  }

  /**
   * Where to connect and as whom; fetches the secret where it is needed for that and was not yet.
   *
   * @throws dev.tilth.spi.TilthException if it cannot be fetched or used
   */
  public DatabaseAddress address() {
    return address(new StopSignal());
  }

  /**
   * The same for a run that may be stopped.
   *
   * @throws dev.tilth.spi.TilthException also the reason, as soon as it is stopped
   */
  DatabaseAddress address(StopSignal stop) {
    return kept.map(logIn -> logIn.address(stop)).or(() -> given).orElseThrow();
  }

  /** Another log-in than one that was refused, if there is any. */
  Renewal after(DatabaseAddress refused, StopSignal stop) {
    return kept.map(logIn -> logIn.after(refused, stop)).orElse(new None(""));
  }

  /** What is to be said where a log-in is refused that was fetched after another one had been. */
  String triedBoth() {
    return kept.map(KeptLogIn::triedBoth).orElse("");
  }

  /**
   * Fetches nothing.
   *
   * @throws NoSecretStoreException if there is a secret, and not exactly one store to fetch it from
   */
  void checkStore() {
    kept.map(KeptLogIn::secret).ifPresent(StoredSecret::checkStore);
  }

  @Override
  public String toString() {
    return display();
  }
}
