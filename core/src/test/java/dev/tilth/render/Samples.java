package dev.tilth.render;

import dev.tilth.database.FailedAttempt;
import dev.tilth.deploy.Forecast;
import dev.tilth.deploy.Report;
import dev.tilth.deploy.Status;
import dev.tilth.migrate.MigrationOutcome;
import dev.tilth.plan.AppliedMigration;
import dev.tilth.plan.AppliedSeed;
import dev.tilth.plan.ColumnChange;
import dev.tilth.plan.DatabaseState;
import dev.tilth.plan.MigrationScript;
import dev.tilth.plan.Plan;
import dev.tilth.plan.PlanHash;
import dev.tilth.plan.RowChange;
import dev.tilth.plan.RowChanges;
import dev.tilth.plan.SeedProgress;
import dev.tilth.plan.SeederContent;
import dev.tilth.plan.SeederDecision;
import dev.tilth.plan.SeederRows;
import dev.tilth.plan.SeederStep;
import dev.tilth.plan.Version;
import dev.tilth.policy.Environments;
import dev.tilth.policy.Trigger;
import dev.tilth.rehearse.LockMode;
import dev.tilth.rehearse.Rehearsal;
import dev.tilth.rehearse.RehearsedLock;
import dev.tilth.rehearse.RehearsedStep;
import dev.tilth.seed.ChunkShare;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.seed.TableRows;
import dev.tilth.seed.WriteCounts;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.Secret;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TilthException;
import dev.tilth.track.RunOrigin;
import dev.tilth.track.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Results such as a deployment has them. */
final class Samples {

  static final String DATABASE = "postgresql://app@localhost:5432/portal";
  static final UUID RUN = UUID.fromString("0d4e6b0a-5c0f-4a52-9a7c-2f1f5a3f7a11");
  static final String HELD_BACK = "held back: prod runs no seeders on trigger push";
  static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00.250Z");

  /** Of a run, before its first write. */
  static final Instant BEFORE = Instant.parse("2026-11-22T09:59:58.750Z");

  static final PlanHash HASH = new PlanHash("0123456789abcdef".repeat(5));

  private Samples() {}

  static Report report(
      List<MigrationOutcome> migrations, List<SeederOutcome> seeders, String... warnings) {
    return new Report(
        RUN,
        "deploy",
        "dev",
        Trigger.PUSH,
        DATABASE,
        migrations,
        seeders,
        List.of(warnings),
        Optional.empty(),
        Optional.of(BEFORE).filter(time -> !migrations.isEmpty() || !seeders.isEmpty()),
        Duration.ofMillis(1_240));
  }

  static Report done() {
    return report(
        List.of(applied("V1__roles.sql", 12), applied("V2__languages.sql", 1_200)),
        List.of(
            applied("RoleSeeder", new RowCounts(4, 0, 0, 0), 8),
            applied("LanguageSeeder", new RowCounts(183, 2, 0, 1), 40),
            idle("AdminSeeder", new SeederDecision.UpToDate())));
  }

  static Report failedSeeder() {
    return report(
        List.of(applied("V1__roles.sql", 12)),
        List.of(
            failedSeeder("RoleSeeder", "Seeder RoleSeeder failed.\nIt said: a | b."),
            seeder(
                "UserSeeder",
                SeederOutcome.Result.NOT_REACHED,
                "not reached: RoleSeeder was not applied"),
            applied("LanguageSeeder", new RowCounts(183, 0, 0, 0), 40)));
  }

  static Report failedMigration() {
    return report(
        List.of(
            applied("V1__roles.sql", 12),
            migration(
                "V2__languages.sql",
                MigrationOutcome.Result.FAILED,
                3,
                Optional.of(new Broken(FailureKind.FAILED, "Migration V2 failed, line 3."))),
            migration("V3__users.sql", MigrationOutcome.Result.NOT_REACHED, 0, Optional.empty())),
        List.of(
            seeder(
                "RoleSeeder",
                SeederOutcome.Result.NOT_REACHED,
                "not reached: a migration failed")));
  }

  static Report rival() {
    return report(
        List.of(),
        List.of(seeder("RoleSeeder", SeederOutcome.Result.DONE_BY_RIVAL, "done by another run")));
  }

  /** One seeder that needed three attempts and was not counted, and one that was interrupted. */
  static Report troubled() {
    return report(
        List.of(),
        List.of(
            new SeederOutcome(
                "RoleSeeder",
                SeederOutcome.Result.APPLIED,
                "new",
                Optional.empty(),
                false,
                List.of(),
                Duration.ofMillis(900),
                List.of(
                    new FailedAttempt(
                        "deadlock detected (SQLSTATE 40P01).", Duration.ofMillis(250)),
                    new FailedAttempt("it was | gone (SQLSTATE 08006).", Duration.ofMillis(1_500))),
                Optional.empty(),
                Optional.empty()),
            seeder(
                "UserSeeder",
                SeederOutcome.Result.INTERRUPTED,
                "interrupted: it was rolled back")));
  }

  /** A seeder in chunks that the run's limit stopped. */
  static Report incomplete() {
    SeederOutcome seeder =
        new SeederOutcome(
            "CaseSeeder",
            SeederOutcome.Result.INCOMPLETE,
            "7 of 20 chunks are done",
            Optional.of(new RowCounts(200_000, 0, 0, 0)),
            true,
            List.of(new TableRows("app.cases", new RowCounts(200_000, 0, 0, 0))),
            Duration.ofSeconds(9),
            List.of(),
            Optional.of(new ChunkShare(4, 7, 20)),
            Optional.empty());
    return new Report(
        RUN,
        "seed",
        "dev",
        Trigger.MANUAL,
        DATABASE,
        List.of(),
        List.of(seeder),
        List.of(),
        Optional.of(new Broken(FailureKind.INCOMPLETE, "The time was up.")),
        Optional.of(BEFORE),
        Duration.ofSeconds(9));
  }

  /** One seeder that wrote two tables with SQL of its own. */
  static Report twoTables() {
    return report(
        List.of(),
        List.of(
            applied(
                "RoleSeeder",
                false,
                8,
                new TableRows("app.roles", new RowCounts(3, 0, 0, 0)),
                new TableRows("app.role|permissions", new RowCounts(7, 0, 1, 2)))));
  }

  static Report heldBack() {
    return report(
        List.of(applied("V1__roles.sql", 12)),
        List.of(
            idle("RoleSeeder", new SeederDecision.HeldBack(HELD_BACK)),
            idle("UserSeeder", new SeederDecision.HeldBack(HELD_BACK))));
  }

  static Report newerApplied() {
    return report(
        List.of(),
        List.of(
            idle("RoleSeeder", new SeederDecision.NewerApplied()),
            idle("UserSeeder", new SeederDecision.NewerApplied())),
        "Seeders stay.");
  }

  static MigrationOutcome applied(String script, long millis) {
    return migration(script, MigrationOutcome.Result.APPLIED, millis, Optional.empty());
  }

  static MigrationOutcome migration(
      String script,
      MigrationOutcome.Result result,
      long millis,
      Optional<TilthException> failure) {
    return new MigrationOutcome(script, result, Duration.ofMillis(millis), failure, List.of());
  }

  static SeederOutcome applied(String name, RowCounts rows, long millis) {
    return applied(name, true, millis, new TableRows("app.some", rows));
  }

  static SeederOutcome applied(String name, boolean exact, long millis, TableRows... tables) {
    return new SeederOutcome(
        name,
        SeederOutcome.Result.APPLIED,
        "new",
        Optional.of(TableRows.sum(List.of(tables))),
        exact,
        List.of(tables),
        Duration.ofMillis(millis),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  static SeederOutcome failedSeeder(String name, String message) {
    return new SeederOutcome(
        name,
        SeederOutcome.Result.FAILED,
        "new",
        Optional.empty(),
        true,
        List.of(),
        Duration.ofMillis(5),
        List.of(),
        Optional.empty(),
        Optional.of(new Broken(FailureKind.DECISION_NEEDED, message)));
  }

  static SeederOutcome idle(String name, SeederDecision decision) {
    return seeder(name, SeederOutcome.Result.of(decision), decision.reason());
  }

  static SeederOutcome seeder(String name, SeederOutcome.Result result, String reason) {
    return new SeederOutcome(
        name,
        result,
        reason,
        Optional.empty(),
        true,
        List.of(),
        Duration.ZERO,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** One step of each result, and locks of both sorts. */
  static Rehearsal rehearsal() {
    return new Rehearsal(
        List.of(
            migration(
                "V3__users.sql",
                RehearsedStep.Result.PASSED,
                "",
                new RehearsedLock("app.roles", LockMode.ROW_SHARE),
                new RehearsedLock("app.user|s", LockMode.ACCESS_EXCLUSIVE)),
            migration("V4__index.sql", RehearsedStep.Result.LEFT_OUT, "it would"),
            seeder(
                "LanguageSeeder",
                RehearsedStep.Result.PASSED,
                "",
                new WriteCounts(
                    Optional.of(
                        List.of(
                            new TableRows("app.a", new RowCounts(3, 0, 0, 0)),
                            new TableRows("app.b", new RowCounts(0, 1, 0, 2)))),
                    false),
                Optional.empty()),
            seeder(
                "RoleSeeder",
                RehearsedStep.Result.FAILED,
                "may come from V4",
                WriteCounts.NONE,
                Optional.of(new Broken(FailureKind.FAILED, "RoleSeeder broke | here."))),
            seeder(
                "UserSeeder",
                RehearsedStep.Result.NOT_REACHED,
                "RoleSeeder did not pass",
                WriteCounts.NONE,
                Optional.empty())),
        List.of("V4__index.sql was left out: it would."),
        Optional.empty(),
        Duration.ofMillis(340));
  }

  private static RehearsedStep migration(
      String script, RehearsedStep.Result result, String note, RehearsedLock... locks) {
    return new RehearsedStep(
        RehearsedStep.Kind.MIGRATION,
        script,
        result,
        note,
        Duration.ofMillis(12),
        WriteCounts.NONE,
        List.of(locks),
        Optional.empty());
  }

  private static RehearsedStep seeder(
      String name,
      RehearsedStep.Result result,
      String note,
      WriteCounts written,
      Optional<TilthException> failure) {
    return new RehearsedStep(
        RehearsedStep.Kind.SEEDER,
        name,
        result,
        note,
        Duration.ofMillis(12),
        written,
        List.of(),
        failure);
  }

  static Plan plan(List<MigrationScript> migrations, SeederStep... seeders) {
    return new Plan(
        Environments.builtIn().policy("prod"),
        Trigger.PUSH,
        migrations,
        List.of(),
        List.of(seeders),
        List.of());
  }

  static Plan pending() {
    return plan(
        List.of(script("V3__users.sql")),
        step("RoleSeeder", new SeederDecision.Run(SeederDecision.Why.CHANGED)),
        step("AdminSeeder", new SeederDecision.HeldBack(HELD_BACK)),
        step("UserSeeder", new SeederDecision.UpToDate()),
        step("TestSeeder", new SeederDecision.OtherEnvironment()),
        step("LanguageSeeder", new SeederDecision.NotSelected()));
  }

  /** Counts only, and nothing edited. */
  static Forecast forecast(Plan plan, SeederRows... rows) {
    return new Forecast(plan, Set.of(), List.of(rows), List.of(), Optional.of(HASH));
  }

  /** In qa, with everything that a plan can tell of rows. */
  static Forecast detailed() {
    Plan plan =
        new Plan(
            Environments.builtIn().policy("qa"),
            Trigger.MANUAL,
            List.of(script("V3__users.sql")),
            List.of("V2__gone.sql"),
            List.of(
                step("RoleSeeder", new SeederDecision.Run(SeederDecision.Why.CHANGED)),
                step("UserSeeder", new SeederDecision.Run(SeederDecision.Why.NEW)),
                step("CaseSeeder", new SeederDecision.UpToDate())),
            List.of());
    RowChange inserted =
        new RowChange(
            RowChange.Kind.INSERTED,
            Optional.of("roles.csv:2"),
            List.of(new RowChange.KeyValue("code", "a|b")),
            List.of(new ColumnChange("code", null, "a|b"), new ColumnChange("name", null, "It's")));
    RowChange updated =
        new RowChange(
            RowChange.Kind.UPDATED,
            Optional.of("roles.csv:3"),
            List.of(new RowChange.KeyValue("code", "c")),
            List.of(
                new ColumnChange("name", null, "C"),
                new ColumnChange("pin", Secret.MASK, Secret.MASK)));
    return new Forecast(
        plan,
        Set.of("V3__users.sql"),
        List.of(
            new SeederRows(
                "RoleSeeder",
                List.of(
                    new RowChanges.Known(
                        "app.roles",
                        new RowCounts(1, 1, 1, 5),
                        "digest",
                        List.of(
                            new RowChanges.Along("app.members", 50, true),
                            new RowChanges.Along("app.notes", 2, false)),
                        List.of(inserted, updated)),
                    new RowChanges.NewTable("app.new", 7),
                    new RowChanges.Unknown("app.late", "V3__users.sql is applied")),
                Optional.empty()),
            new SeederRows(
                "UserSeeder",
                List.of(),
                Optional.of(new Broken(FailureKind.FAILED, "users.csv:2 is wrong.")))),
        List.of(
            new SeederRows(
                "CaseSeeder",
                List.of(
                    new RowChanges.Known(
                        "app.cases", new RowCounts(2, 1, 0, 9), "digest", List.of(), List.of())),
                Optional.empty())),
        Optional.empty());
  }

  static MigrationScript script(String name) {
    return new MigrationScript(Optional.of(Version.of("3")), "users", name, 7);
  }

  static SeederStep step(String name, SeederDecision decision) {
    return new SeederStep(
        new SeederContent(SeederSpec.once(name), "abc", 0), decision, Optional.empty());
  }

  static Status status(Optional<Plan> plan, Optional<TilthException> obstacle) {
    DatabaseState state =
        new DatabaseState(
            Optional.of("prod"),
            false,
            true,
            0,
            List.of(
                migration(1, "0", "BASELINE", "<< Flyway Baseline >>"),
                migration(2, "1", "SQL", "V1__roles.sql")),
            List.of(new AppliedSeed("RoleSeeder", 1, "abc", RUN, BEGIN, new SeedProgress.Done())),
            List.of(),
            List.of());
    return new Status(
        DATABASE, "prod", state, plan, obstacle, Optional.of(run("done", Optional.empty())));
  }

  private static AppliedMigration migration(int rank, String version, String type, String script) {
    return new AppliedMigration(
        rank,
        Optional.of(Version.of(version)),
        "roles",
        type,
        script,
        Optional.empty(),
        BEGIN,
        true);
  }

  static RunRecord run(String outcome, Optional<String> error) {
    return new RunRecord(
        RUN,
        "prod",
        "deploy",
        "push",
        outcome.equals("failed") ? Optional.of("Names were wrong.") : Optional.empty(),
        outcome.equals("failed") ? Optional.of(HASH.text()) : Optional.empty(),
        new RunOrigin("octocat", "task-1", "cli", "1.0", Optional.of("c0ffee"), Optional.empty()),
        outcome,
        false,
        2,
        9,
        BEGIN,
        outcome.equals("running") ? Optional.empty() : Optional.of(BEGIN.plusMillis(340)),
        error);
  }

  /** A failure with any message. */
  static final class Broken extends TilthException {

    private static final long serialVersionUID = 1L;

    private final FailureKind kind;

    Broken(FailureKind kind, String message) {
      super(message);
      this.kind = kind;
    }

    @Override
    public FailureKind kind() {
      return kind;
    }
  }
}
