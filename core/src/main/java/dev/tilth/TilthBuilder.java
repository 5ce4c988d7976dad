package dev.tilth;

import dev.tilth.config.RunSettings;
import dev.tilth.config.SeedFiles;
import dev.tilth.config.SeederSections;
import dev.tilth.config.TilthSettings;
import dev.tilth.database.DatabaseAccess;
import dev.tilth.database.DatabaseAddress;
import dev.tilth.database.SessionSettings;
import dev.tilth.database.StopSignal;
import dev.tilth.deploy.DeploySettings;
import dev.tilth.deploy.Deployment;
import dev.tilth.deploy.Limits;
import dev.tilth.deploy.Locking;
import dev.tilth.policy.Environments;
import dev.tilth.policy.Trigger;
import dev.tilth.seed.ChunkProgress;
import dev.tilth.seed.ProgressLog;
import dev.tilth.spi.MigrationSource;
import dev.tilth.spi.SeederCatalog;
import dev.tilth.track.TrackerSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link Tilth} needs. {@link #build} may be called again and again. */
public final class TilthBuilder {

  private Place place = Place.UNKNOWN;
  private Environments environments = Environments.builtIn();
  private TrackerSettings tracker = TrackerSettings.DEFAULT;
  private SeederSections seederSettings = SeederSections.NONE;
  private Locking locking = Locking.DEFAULT;
  private Limits limits = Limits.DEFAULT;
  private StopSignal stop = new StopSignal();
  private Origin origin = Origin.UNKNOWN;
  private @Nullable String environment;
  private Trigger trigger = Trigger.PUSH;
  private @Nullable List<MigrationSource> migrations;
  private @Nullable List<SeederCatalog> seeders;
  private @Nullable Consumer<ChunkProgress> progress;
  private boolean transactionalOnly;
  private InstantSource clock = InstantSource.system();

  TilthBuilder() {}

  /**
   * The database, as {@link DatabaseAddress#parse} reads it. A server that is not on this machine
   * must prove who it is ({@code sslmode=verify-full}), unless the URL says another {@code sslmode}
   * or the environment is said to be dev.
   */
  public TilthBuilder url(String url) {
    return address(DatabaseAddress.parse(url));
  }

  /** The database. */
  public TilthBuilder address(DatabaseAddress newAddress) {
    return access(DatabaseAccess.to(newAddress));
  }

  /** The database, with a log-in that a store keeps and may change while a run is under way. */
  public TilthBuilder access(DatabaseAccess newAccess) {
    place = place.at(newAccess);
    return this;
  }

  /**
   * The database of an application, through its own pool, which needs 2 connections, and one for
   * each seeder that may be at work at once: 3 without a call of {@link #parallel}. Its log-in is
   * the pool's business: no secret is fetched, before the first connection or after a refusal.
   */
  public TilthBuilder dataSource(DataSource newPool) {
    place = place.behind(newPool);
    return this;
  }

  /** What every session is set to, on top of what is never a matter of choice. */
  public TilthBuilder session(SessionSettings newSession) {
    place = place.with(newSession);
    return this;
  }

  /**
   * Everything that a configuration says: database (the direct address before the pooled one, and
   * the secret that is fetched for it), session, environment, trigger, environments, tracker,
   * seeders, lock wait, actor, and content that lies in files, which then is the only one.
   */
  public TilthBuilder settings(TilthSettings settings) {
    settings.database().access().ifPresent(this::access);
    place = place.with(settings.database().session());
    tracker = settings.database().tracker();
    environments = settings.environments();
    seederSettings = settings.seeders();
    if (settings.content().isGiven()) {
      migrations = settings.content().migrationSources();
      seeders = settings.content().catalogs();
    }
    RunSettings run = settings.run();
    environment = run.environment().orElse(environment);
    trigger = run.trigger().orElse(trigger);
    locking = run.locking();
    limits = run.limits();
    origin = origin.of(run);
    return this;
  }

  /** What the ledger calls the program that runs this, such as {@code cli}. */
  public TilthBuilder launcher(String name) {
    origin = origin.launchedBy(name);
    return this;
  }

  /** How long to wait for another deployment; zero asks once. */
  public TilthBuilder lockWait(Duration wait) {
    locking = locking.withWait(wait);
    return this;
  }

  /**
   * Runs seeders without the run lock: their claims alone keep rivals apart. Runs that have
   * migrations to apply are refused then.
   */
  public TilthBuilder withoutRunLock() {
    locking = locking.withoutRunLock();
    return this;
  }

  /**
   * Refuses runs that have a script to apply outside a transaction: for programs that may be ended
   * in the midst of it.
   */
  public TilthBuilder transactionalOnly() {
    transactionalOnly = true;
    return this;
  }

  /** What a run may take; without a call {@link Limits#DEFAULT}. */
  public TilthBuilder limits(Limits newLimits) {
    limits = newLimits;
    return this;
  }

  /**
   * How many seeders may be at work at once; 1 without a call. Each has a thread and a connection
   * of its own, and a run at most 2 connections more. At the same time as others run those that
   * declare what they depend on, or that they depend on nothing ({@link
   * dev.tilth.spi.SeederSpec#after}).
   *
   * @param seeders 1 to 64
   */
  public TilthBuilder parallel(int seeders) {
    limits = limits.withParallel(seeders);
    return this;
  }

  /**
   * Is told how far seeders in chunks have come: after each chunk, and once when the run is at an
   * end with the seeder, whether it failed or not ({@link ChunkProgress#over}). Without a call,
   * {@link ProgressLog}.
   *
   * @param listener called by the threads that write, which wait for it: it must be quick. Calls of
   *     one seeder come one after the other, those of several may come at once. What it throws is
   *     logged, once in a run, and ends nothing.
   */
  public TilthBuilder progress(Consumer<ChunkProgress> listener) {
    progress = listener;
    return this;
  }

  /** Stops the runs when it is fired, such as on SIGTERM. */
  public TilthBuilder stop(StopSignal signal) {
    stop = signal;
    return this;
  }

  /** The environment to deploy to; without a call, what the database says. */
  public TilthBuilder environment(String name) {
    environment = name;
    return this;
  }

  /** What sets the runs off; without a call {@link Trigger#PUSH}, the strictest. */
  public TilthBuilder trigger(Trigger newTrigger) {
    trigger = newTrigger;
    return this;
  }

  /** The migrations; without a call, those that the service loader finds. */
  public TilthBuilder migrations(MigrationSource... sources) {
    migrations = List.of(sources);
    return this;
  }

  /**
   * The seeders; without a call, those that the service loader finds. {@link SeedFiles} is a
   * catalog of files.
   */
  public TilthBuilder seeders(SeederCatalog... catalogs) {
    seeders = List.of(catalogs);
    return this;
  }

  /** Measures durations; the database's clock tells the times that are recorded. */
  public TilthBuilder clock(InstantSource newClock) {
    clock = newClock;
    return this;
  }

  /**
   * Reads and checks the content; opens no connection.
   *
   * @throws IllegalStateException if no database was given
   * @throws dev.tilth.spi.TilthException if the content cannot be used
   */
  public Tilth build() {
    List<SeederCatalog> catalogs = seeders == null ? load(SeederCatalog.class) : seeders;
    checkSeederSettings(catalogs);
    Deployment deployment =
        new Deployment(
            place.verified(Optional.ofNullable(environment)).target(limits.connections()),
            new DeploySettings(
                environments,
                tracker,
                seederSettings::of,
                locking,
                limits,
                progress == null ? new ProgressLog(clock) : progress,
                origin.record(),
                transactionalOnly),
            migrations == null ? load(MigrationSource.class) : migrations,
            catalogs,
            stop,
            clock);
    return new Tilth(deployment, Optional.ofNullable(environment), trigger);
  }

  /** Content in files reads no settings; those of other seeders wait for another run. */
  private void checkSeederSettings(List<SeederCatalog> catalogs) {
    if (!catalogs.stream().allMatch(SeedFiles.class::isInstance)) {
      seederSettings.checkNames(
          catalogs.stream()
              .flatMap(catalog -> catalog.seeders().stream())
              .map(seeder -> seeder.spec().name())
              .collect(Collectors.toSet()));
    }
  }

  private static <T> List<T> load(Class<T> service) {
    List<T> found = new ArrayList<>();
    ServiceLoader.load(service).forEach(found::add);
    return found;
  }
}
