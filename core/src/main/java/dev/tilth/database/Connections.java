package dev.tilth.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Opens connections that carry Tilth's session settings: READ COMMITTED, UTC, a fixed search path,
 * bounded waits for locks and statements, no limit on idling, and keepalives that end the session
 * within about 10 seconds after its network is gone. May be used by several threads.
 *
 * <ol>
 *   <li>A direct connection takes its settings in the start-up message, at no round trip.
 *   <li>Where the server refuses that (08P01: a pooler; 42704 or 22023: a setting it does not know
 *       or its platform does not support), it is opened once more without, and this is remembered.
 *   <li>What the start-up message cannot carry follows in one statement: UTC where the JVM's zone
 *       is another, {@code transaction_timeout} from PostgreSQL 17 on. The same statement compares
 *       the process that answers with the one that answered the log-in: they differ behind a pooler
 *       in transaction mode, and then it sets nothing.
 *   <li>Behind a pooler no session is changed, since another client may get it next: {@link
 *       #applyToTransaction} sets the same for one transaction.
 * </ol>
 */
public final class Connections {

  private final ConnectionSource source;
  private final SessionSettings settings;
  private final SessionVariables variables;

  private Connections(ConnectionSource source, SessionSettings settings) {
    this.source = source;
    this.settings = settings;
    this.variables = SessionVariables.of(settings);
  }

  /** New physical connections, without a pool. */
  public static Connections to(DatabaseAddress address, SessionSettings settings) {
    return to(DatabaseAccess.to(address), settings);
  }

  /**
   * New physical connections, without a pool, with a log-in that may change in between.
   *
   * @throws NoSecretStoreException if that has a secret, and not exactly one store to fetch it from
   */
  public static Connections to(DatabaseAccess access, SessionSettings settings) {
    access.checkStore();
    return new Connections(new DirectSource(access, settings), settings);
  }

  /**
   * Connections of an application's pool, which knows the log-in: no secret is ever fetched for
   * them, and a changed password is the pool's business. Each is given the settings when it is
   * borrowed; {@link Connection#close} rolls back what is open, puts back the values found and
   * returns it. If that fails, or if scripts ran on it, the connection is aborted rather than
   * returned, so that the pool discards it.
   *
   * @param pool hands out connections without an open transaction (not a view that joins the
   *     caller's transaction); the settings' connect timeout has no effect on it
   * @param needed how many connections a run has at most, for the message of a pool that has fewer
   */
  public static Connections over(DataSource pool, SessionSettings settings, int needed) {
    return new Connections(new PooledSource(pool, settings, needed), settings);
  }

  /** What the sessions are set to. */
  public SessionSettings settings() {
    return settings;
  }

  /**
   * Opens a connection in auto-commit mode; the caller closes it.
   *
   * @throws dev.tilth.spi.TilthException if that is not possible, with what to do about it
   */
  public Connection open() {
    return open(new StopSignal());
  }

  /**
   * The same for a run: where a log-in has to be fetched for it, that is not waited for any longer
   * than the run lasts.
   *
   * @throws dev.tilth.spi.TilthException also the reason, if the run is stopped meanwhile
   */
  public Connection open(StopSignal stop) {
    return source.open(true, stop);
  }

  /**
   * Like {@link #open}, but without the statement of step 3: the cheapest connection, for a look at
   * the database. {@link #complete} makes it good for work.
   */
  public Connection openForLook() {
    return openForLook(new StopSignal());
  }

  /** The same for a run, as {@link #open(StopSignal)}. */
  public Connection openForLook(StopSignal stop) {
    return source.open(false, stop);
  }

  /**
   * Catches up on step 3 for a connection of {@link #openForLook}.
   *
   * @return the connection to go on with, and to close
   */
  public Connection complete(Connection looked) throws SQLException {
    return source.complete(looked);
  }

  /**
   * Whether a pooler in transaction mode stands between, where session locks and settings mean
   * nothing. Known once a connection was completed.
   */
  public boolean throughPooler() {
    return source.throughPooler();
  }

  /** Undoes what others have set in a session, except its role: one round trip. */
  void reset(Connection connection) throws SQLException {
    source.afterReset().reset(connection, false);
  }

  /** What a session must be given again when all that was set since its log-in was undone. */
  SessionVariables afterReset() {
    return source.afterReset();
  }

  /**
   * The same as {@link #reset} behind a pooler, for the rest of a transaction; elsewhere nothing.
   */
  void resetThroughPooler(Connection connection) throws SQLException {
    if (source.throughPooler()) {
      variables.reset(connection, true);
    }
  }

  /**
   * To be called at the start of each transaction. Does nothing, without a round trip, where the
   * session has the settings already.
   */
  public void applyToTransaction(Connection connection) throws SQLException {
    if (source.throughPooler()) {
      try (Statement statement = connection.createStatement()) {
        // The default that the settings have is for the next transaction only.
        statement.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
      }
      variables.apply(connection, true);
    }
  }
}
