package dev.tilth.seeders;

import static dev.tilth.policy.Identity.Consent.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.Tilth;
import dev.tilth.deploy.Report;
import dev.tilth.plan.Selection;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederCatalog;
import dev.tilth.testing.DatabaseContent;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every seeder of a catalog must hold to; a new one is covered by being listed. Subclasses say
 * which catalog, and get a database that has its schema.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SeederContract {

  /** The ledger tells of every attempt. */
  private static final String[] LEDGER = {"tilth.run.*", "tilth.step.*"};

  private static final String[] TRACKER = {"tilth.run.*", "tilth.step.*", "tilth.seed.*"};

  private final SeederCatalog catalog;
  private TestDatabase migrated;
  private TestDatabase seeded;

  SeederContract(SeederCatalog catalog) {
    this.catalog = catalog;
  }

  @BeforeAll
  void seedOneCopy(TestDatabase database) {
    migrated = database;
    seeded = database.copy();
    assertThat(tilth(seeded, catalog).seed().orThrow().appliedSeeders())
        .isEqualTo(catalog.seeders().size());
  }

  Stream<String> names() {
    return catalog.seeders().stream().map(seeder -> seeder.spec().name());
  }

  @ParameterizedTest
  @MethodSource("names")
  void aSecondRunGivesTheSameRowsAndRewritesNone(String name) throws SQLException {
    DatabaseContent before = content(seeded, TRACKER);

    Report report =
        tilth(seeded, catalog).run("seed", only(Set.of(name)).withForce(Set.of(name)), NONE);

    assertThat(result(report, name)).isEqualTo(SeederOutcome.Result.APPLIED);
    assertThat(content(seeded, TRACKER)).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aCrashAfterTheLastRowLeavesNeitherRowsNorRecord(String name) throws SQLException {
    TestDatabase database = ready(name);
    DatabaseContent before = content(database, LEDGER);

    Report crash = tilth(database, crashing(name)).run("seed", only(Set.of(name)), NONE);

    assertThat(result(crash, name)).isEqualTo(SeederOutcome.Result.FAILED);
    assertThat(crash.failure().orElseThrow()).hasMessageContaining("crashed after");
    assertThat(content(database, LEDGER)).isEqualTo(before);
    Report again = tilth(database, catalog).run("seed", only(Set.of(name)), NONE);
    assertThat(result(again, name)).isEqualTo(SeederOutcome.Result.APPLIED);
  }

  @ParameterizedTest
  @MethodSource("names")
  void twoAtOnceHaveOneWinner(String name) throws Exception {
    TestDatabase database = ready(name);

    List<Report> reports =
        Rivals.atOnce(() -> tilth(database, catalog).run("seed", only(Set.of(name)), NONE));

    assertThat(reports).extracting(Report::exitCode).containsExactly(0, 0);
    assertThat(reports)
        .extracting(report -> result(report, name))
        .containsOnlyOnce(SeederOutcome.Result.APPLIED);
    assertThat(
            database.value(
                "SELECT count(*) FROM tilth.step WHERE outcome = 'applied' AND name = '%s'"
                    .formatted(name)))
        .isEqualTo("1");
  }

  /** A database in which everything has run that this seeder depends on, and nothing else. */
  private TestDatabase ready(String name) {
    TestDatabase database = migrated.copy();
    Set<String> before = new TreeSet<>();
    collectDependencies(name, before);
    if (!before.isEmpty()) {
      tilth(database, catalog).run("seed", only(before), NONE).orThrow();
    }
    return database;
  }

  private void collectDependencies(String name, Set<String> found) {
    for (String dependency : seeder(name).spec().dependsOn()) {
      if (found.add(dependency)) {
        collectDependencies(dependency, found);
      }
    }
  }

  private Seeder seeder(String name) {
    return catalog.seeders().stream()
        .filter(seeder -> seeder.spec().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private SeederCatalog crashing(String name) {
    return new Catalog(
        catalog.name(),
        catalog.seeders().stream()
            .map(seeder -> seeder.spec().name().equals(name) ? new CrashingSeeder(seeder) : seeder)
            .toList());
  }

  private static Tilth tilth(TestDatabase database, SeederCatalog seeders) {
    return Tilth.builder().url(database.url()).environment("dev").seeders(seeders).build();
  }

  private static Selection only(Set<String> names) {
    return Selection.SEED.withOnly(names);
  }

  private static SeederOutcome.Result result(Report report, String name) {
    return report.seeders().stream()
        .filter(step -> step.name().equals(name))
        .map(SeederOutcome::result)
        .findFirst()
        .orElseThrow();
  }

  private static DatabaseContent content(TestDatabase database, String... excluded)
      throws SQLException {
    try (Connection connection = database.connect()) {
      return DatabaseContent.withTuples(connection, excluded);
    }
  }

  private record Catalog(String name, List<Seeder> seeders) implements SeederCatalog {}
}
