package dev.tilth.track;

import static dev.tilth.track.Tables.CLAIMED_AT;
import static dev.tilth.track.Tables.CLAIMED_BY;
import static dev.tilth.track.Tables.ENVIRONMENT;
import static dev.tilth.track.Tables.MIN_READER;
import static dev.tilth.track.Tables.NOW;
import static dev.tilth.track.Tables.PROTECTED;
import static dev.tilth.track.Tables.TRACKER_VERSION;
import static dev.tilth.track.Tables.TRANSACTION_START;

import dev.tilth.database.ControlConnection;
import dev.tilth.database.StopSignal;
import dev.tilth.plan.DatabaseState;
import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.policy.Identity;
import dev.tilth.policy.Identity.Consent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The tracker's tables in one database. The front door of this package; holds no connection. */
public final class Tracker {

  private final TrackerSettings settings;

  public Tracker(TrackerSettings settings) {
    this.settings = settings;
  }

  /**
   * What the database says of itself, in one round trip where it has been deployed to before.
   *
   * @param connection in auto-commit mode
   */
  public DatabaseState read(Connection connection) throws SQLException {
    return new StateReader(settings).read(connection);
  }

  /**
   * Creates or upgrades the tracker and records the environment where none is recorded, in one
   * transaction. The database remembers the release from here on, whatever becomes of the run.
   *
   * @param connection in auto-commit mode
   * @param actor who claims the database
   * @param begin gives the transaction its settings
   * @return the server's time before anything was written
   */
  public Instant prepare(
      Connection connection,
      EnvironmentPolicy environment,
      String actor,
      Release release,
      Beginning begin) {
    return on(connection)
        .transactionResult(transaction -> {
          DSLContext sql = transaction.dsl();
          sql.connection(begin::of);
          Instant before = sql.select(TRANSACTION_START).fetchSingle(TRANSACTION_START).toInstant();
          new TrackerSchema(settings.schema()).prepare(sql);
          claim(sql, environment, actor);
          release.record(sql, tables());
          return before;
        });
  }

  /**
   * Creates or upgrades the tracker's tables in the caller's transaction, and records nothing.
   *
   * @param connection with an open transaction
   */
  public void createIn(Connection connection) {
    new TrackerSchema(settings.schema()).prepare(on(connection));
  }

  /** What comes first in a transaction. */
  public interface Beginning {
    void of(Connection connection) throws SQLException;
  }

  private void claim(DSLContext sql, EnvironmentPolicy environment, String actor) {
    sql.insertInto(tables().database)
        .set(TRACKER_VERSION, TrackerVersion.CURRENT)
        .set(MIN_READER, TrackerVersion.MIN_READER)
        .set(ENVIRONMENT, environment.name())
        .set(PROTECTED, environment.guarded())
        .set(CLAIMED_BY, actor)
        .onConflictDoNothing()
        .execute();
    checkEnvironment(sql, environment.name());
  }

  /** A rival may have recorded another environment since this run looked. */
  private void checkEnvironment(DSLContext sql, String expected) {
    Identity.environment(Optional.of(expected), Optional.of(recorded(sql)), false);
  }

  private String recorded(DSLContext sql) {
    return sql.select(ENVIRONMENT).from(tables().database).forUpdate().fetchSingle(ENVIRONMENT);
  }

  /**
   * Makes a database another environment, such as a restored copy of prod that becomes staging.
   *
   * @param connection in auto-commit mode
   * @param from what it must be now
   * @throws dev.tilth.spi.TilthException if it is not, or a person's word is missing
   */
  public void reassign(
      Connection connection, String from, EnvironmentPolicy to, Consent consent, String actor) {
    on(connection)
        .transaction(transaction -> {
          Identity.checkReassign(from, to, recorded(transaction.dsl()), consent);
          transaction
              .dsl()
              .update(tables().database)
              .set(ENVIRONMENT, to.name())
              .set(PROTECTED, to.guarded())
              .set(CLAIMED_BY, actor)
              .set(CLAIMED_AT, NOW)
              .execute();
        });
  }

  /** The book of runs. */
  public Ledger ledger(ControlConnection control) {
    return new Ledger(DSL.using(control, SQLDialect.POSTGRES), tables());
  }

  /** The journal of scripts that run outside a transaction. */
  public Journal journal(ControlConnection control) {
    return new Journal(DSL.using(control, SQLDialect.POSTGRES), tables());
  }

  /** The claims of seeders, on the connection of their transaction. */
  public Claims claims(Connection connection) {
    return new Claims(on(connection), settings.schema());
  }

  /** The claims of several seeders in one transaction, on its connection. */
  public GroupClaims groupClaims(Connection connection) {
    return new GroupClaims(on(connection), tables());
  }

  /** The claims of the chunks of a load, on the connection of a chunk's transaction. */
  public ChunkClaims chunks(Connection connection, ChunkedLoad load, UUID runId) {
    return new ChunkClaims(on(connection), settings.schema(), load, runId);
  }

  /** The lock that keeps deployments apart. */
  public RunLock runLock(ControlConnection control, StopSignal stop, InstantSource clock) {
    return new RunLock(control, settings.schema(), stop, clock);
  }

  /** Who has the run lock, in words. */
  public Optional<String> deployer(ControlConnection control) throws SQLException {
    AdvisoryLock lock = new AdvisoryLock(control, LockKey.of("run", settings.schema()));
    return new LockHolders(control, settings.schema()).of(lock);
  }

  /** Who has claimed a seeder at this moment, for people. */
  public Optional<String> claimant(ControlConnection control) throws SQLException {
    return new LockHolders(control, settings.schema()).claimant();
  }

  /** Who keeps runs without the run lock off at this moment, for people. */
  public Optional<String> loner(ControlConnection control) throws SQLException {
    AdvisoryLock lockless = new AdvisoryLock(control, RunLock.locklessKey(settings.schema()));
    return new LockHolders(control, settings.schema()).of(lockless);
  }

  /** Not kept in a field: a run that has nothing to do should not load jOOQ. */
  private Tables tables() {
    return new Tables(settings.schema());
  }

  private static DSLContext on(Connection connection) {
    return DSL.using(connection, SQLDialect.POSTGRES);
  }
}
