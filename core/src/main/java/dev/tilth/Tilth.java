package dev.tilth;

import dev.tilth.deploy.Deployment;
import dev.tilth.deploy.Forecast;
import dev.tilth.deploy.PlanDetail;
import dev.tilth.deploy.Readiness;
import dev.tilth.deploy.Repair;
import dev.tilth.deploy.Report;
import dev.tilth.deploy.Request;
import dev.tilth.deploy.StartMode;
import dev.tilth.deploy.Status;
import dev.tilth.plan.PlanHash;
import dev.tilth.plan.Selection;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.policy.Trigger;
import dev.tilth.rehearse.Rehearsal;
import dev.tilth.track.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The entry point: brings the schema and the reference data of this build into a database, each
 * exactly once.
 *
 * <pre>{@code
 * Tilth tilth = Tilth.builder().url("postgresql://app:secret@localhost/app").environment("dev").build();
 * Report report = tilth.deploy().orThrow();
 * }</pre>
 *
 * <p>Every failure is a {@link dev.tilth.spi.TilthException}. Instances hold no connection and may
 * be used by several threads; runs of several processes at once are safe.
 */
public final class Tilth {

  private final Deployment deployment;
  private final Optional<String> environment;
  private final Trigger trigger;

  Tilth(Deployment deployment, Optional<String> environment, Trigger trigger) {
    this.deployment = deployment;
    this.environment = environment;
    this.trigger = trigger;
  }

  public static TilthBuilder builder() {
    return new TilthBuilder();
  }

  /** Applies pending migrations, then runs the seeders that the environment's policy permits. */
  public Report deploy() {
    return run("deploy", Selection.DEPLOY, Consent.NONE);
  }

  /** Applies pending migrations. */
  public Report migrate() {
    return run("migrate", Selection.MIGRATE, Consent.NONE);
  }

  /** Runs pending seeders; refused where the environment's policy does not permit it. */
  public Report seed() {
    return run("seed", Selection.SEED, Consent.NONE);
  }

  /**
   * Carries out any selection.
   *
   * @param command the word for the ledger
   * @param consent what a person agreed to
   */
  public Report run(String command, Selection selection, Consent consent) {
    return run(command, selection, consent, Optional.empty());
  }

  /**
   * Carries out any selection as somebody has seen it in a plan, or refuses: with {@link
   * dev.tilth.plan.PlanMovedException} where anything has moved since. Where there is nothing to do
   * any more, there is nothing to refuse.
   *
   * @param command the word for the ledger
   * @param consent what a person agreed to
   * @param seen the hash of the plan; empty where nobody looked
   */
  public Report run(String command, Selection selection, Consent consent, Optional<PlanHash> seen) {
    return deployment.run(request(command, selection, consent, seen));
  }

  /** What {@link #deploy} would do now, with counts of rows. Writes nothing. */
  public Forecast plan() {
    return plan(Selection.DEPLOY, Consent.NONE, PlanDetail.COUNTS);
  }

  /** What {@link #run} would do now. Writes nothing. */
  public Forecast plan(Selection selection, Consent consent, PlanDetail detail) {
    return deployment.plan(request("plan", selection, consent), detail);
  }

  /**
   * Tries out what {@link #run} would do now, in a transaction that is always rolled back. Locks
   * that the work takes are held until then, and sequences move.
   *
   * @return what became of each step; a step that fails is no reason to throw
   * @throws dev.tilth.spi.TilthException if the environment is protected, or there can be no plan
   */
  public Rehearsal rehearse(Selection selection, Consent consent) {
    return deployment.rehearse(request("rehearse", selection, consent));
  }

  /** How the database stands to this build. Writes nothing. */
  public Status status() {
    return deployment.status(request("status", Selection.DEPLOY, Consent.NONE));
  }

  /**
   * What a service calls when it starts. Returns when the database has all that this build needs:
   * every migration, and every seeder that the environment's policy permits on the trigger of the
   * deployment ({@link TilthBuilder#trigger}; {@link StartMode#DEPLOY} has its own). What the
   * database has beyond this build is no obstacle to {@link StartMode#VERIFY} and {@link
   * StartMode#await}: replicas of the previous build go on starting while the next one is rolled
   * out.
   *
   * @throws dev.tilth.deploy.NotDeployedException if something is missing, after the wait if there
   *     was one
   * @throws dev.tilth.spi.TilthException if the database cannot be asked, or needs a person, or if
   *     the deployment failed
   */
  public void start(StartMode mode) {
    Request request = request("start", Selection.DEPLOY, Consent.NONE);
    switch (mode) {
      case StartMode.Verify verify -> deployment.verify(request);
      case StartMode.Await await -> deployment.await(request, await.atMost());
      case StartMode.Deploy deploy -> deployment.run(startup()).orThrow();
    }
  }

  private Request startup() {
    return new Request(
        "deploy",
        Selection.DEPLOY,
        environment,
        Trigger.STARTUP,
        Consent.NONE,
        Optional.<PlanHash>empty());
  }

  /**
   * The readiness of a service: whether the database has what {@link #start} waits for. Keep it and
   * ask it as often as you like; see {@link Readiness}.
   *
   * @param limit how long {@link Readiness#check} takes at most
   */
  public Readiness readiness(Duration limit) {
    return deployment.readiness(request("readiness", Selection.DEPLOY, Consent.NONE), limit);
  }

  /**
   * Who ran what, newest first.
   *
   * @param limit how many runs at most
   */
  public List<RunRecord> history(int limit) {
    return deployment.history(limit);
  }

  /**
   * Records which environment the database is, without deploying anything.
   *
   * @return the environment that it is now
   */
  public String init(Consent consent) {
    return deployment.init(request("init", Selection.DEPLOY, consent));
  }

  /** Makes a copy of one environment's database another environment's. */
  public void reassign(String from, String to, Consent consent) {
    deployment.reassign(request("init", Selection.DEPLOY, consent), from, to);
  }

  /**
   * Says what came of an attempt at a script outside a transaction, where the database does not
   * tell. Waits for the run lock, and is entered into the ledger.
   *
   * @param script the file name
   * @throws dev.tilth.spi.TilthException if there is no attempt at it with an open end
   */
  public void repair(String script, Repair word) {
    deployment.repair(request("repair", Selection.MIGRATE, Consent.NONE), script, word);
  }

  private Request request(String command, Selection selection, Consent consent) {
    return request(command, selection, consent, Optional.empty());
  }

  private Request request(
      String command, Selection selection, Consent consent, Optional<PlanHash> seen) {
    return new Request(command, selection, environment, trigger, consent, seen);
  }
}
