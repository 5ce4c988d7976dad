package dev.tilth.plan;

import dev.tilth.spi.RowCounts;
import java.util.Collection;
import java.util.List;

/** Takes the hash of a plan, part by part. */
public final class PlanFingerprint {

  private final Plan plan;
  private final DatabaseState state;

  /**
   * @param state what the plan was made from
   */
  public PlanFingerprint(Plan plan, DatabaseState state) {
    this.plan = plan;
    this.state = state;
  }

  /**
   * The hash.
   *
   * @param places where the records stand, and where names without a schema lead
   * @param scripts those of the content, pending or not
   * @param texts a digest of the texts of the pending migrations: their checksums are too short to
   *     tell whether somebody has seen them
   * @param rows of the seeders that run
   */
  public PlanHash of(
      List<String> places,
      List<MigrationScript> scripts,
      Collection<String> texts,
      List<SeederRows> rows) {
    return PlanHash.of(List.of(steps(places), content(scripts, texts), records(), rows(rows)));
  }

  private String steps(List<String> places) {
    Sha256 digest = new Sha256().add(plan.environment().name()).add(places.size());
    places.forEach(digest::add);
    digest.add(plan.migrations().size());
    plan.migrations().forEach(script -> digest.add(script.script()));
    digest.add(plan.abandoned().size());
    plan.abandoned().forEach(digest::add);
    plan.seedersToRun().forEach(step -> digest.add(step.name()).add(step.decision().reason()));
    return digest.hexadecimal();
  }

  private String content(List<MigrationScript> scripts, Collection<String> texts) {
    Sha256 digest = new Sha256().add(texts.size());
    texts.forEach(text -> digest.add(String.join("\n", text.lines().toList())));
    digest.add(scripts.size());
    scripts.forEach(script -> digest.add(script.script()).add(script.checksum()));
    plan.seeders().stream()
        .map(SeederStep::seeder)
        .forEach(seeder ->
            digest.add(seeder.name()).add(seeder.spec().mode().name()).add(seeder.checksum()));
    return digest.hexadecimal();
  }

  /** Without the identity and the release, which a run records before it has done anything. */
  private String records() {
    Sha256 digest = new Sha256().add(state.migrations().size());
    state
        .migrations()
        .forEach(row ->
            digest
                .add(row.rank())
                .add(row.type())
                .add(row.script())
                .add(row.checksum().map(String::valueOf).orElse(null))
                .add(String.valueOf(row.success())));
    digest.add(state.seeds().size());
    state.seeds().forEach(seed -> digest.add(seed.name()).add(seed.attempt().toString()));
    digest.add(state.superseded().size());
    state.superseded().forEach(old -> digest.add(old.seeder()).add(old.checksum()));
    state.journal().forEach(entry -> digest.add(entry.script()).add(entry.checksum()));
    return digest.hexadecimal();
  }

  private static String rows(List<SeederRows> rows) {
    Sha256 digest = new Sha256();
    for (SeederRows seeder : rows) {
      digest.add(seeder.seeder()).add(seeder.tables().size());
      seeder.tables().forEach(table -> add(table, digest));
    }
    return digest.hexadecimal();
  }

  private static void add(RowChanges table, Sha256 digest) {
    digest.add(table.table());
    switch (table) {
      case RowChanges.Known known -> {
        RowCounts counts = known.counts();
        digest.add(counts.inserted()).add(counts.updated()).add(counts.deleted());
        digest.add(known.digest());
      }
      case RowChanges.NewTable created -> digest.add("new table").add(created.rows());
      case RowChanges.Unknown unknown -> digest.add("unknown until").add(unknown.until());
    }
  }
}
