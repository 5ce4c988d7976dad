package dev.tilth.seeders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.SeedMode;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederCatalog;
import dev.tilth.spi.SeederSpec;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ThriveSeedersTest {

  private final List<SeederSpec> specs =
      new ThriveSeeders().seeders().stream().map(Seeder::spec).toList();

  @Test
  void theServiceLoaderFindsThem() {
    assertThat(ServiceLoader.load(SeederCatalog.class))
        .singleElement()
        .isInstanceOf(ThriveSeeders.class);
  }

  @Test
  void theirNamesNeverChange() {
    assertThat(specs)
        .extracting(SeederSpec::name)
        .containsExactly(
            "RoleSeeder",
            "OrganizationTypeSeeder",
            "DepartmentSeeder",
            "AdminSeeder",
            "CaseTypeSeeder",
            "CaseStatusSeeder",
            "LanguageSeeder",
            "ExaminationTypeSeeder",
            "ExaminationTypeShortFormSeeder");
  }

  @Test
  void whatASeederDependsOnStandsBeforeIt() {
    Set<String> before = new HashSet<>();
    for (SeederSpec spec : specs) {
      assertThat(before).as(spec.name()).containsAll(spec.dependsOn());
      before.add(spec.name());
    }
  }

  @Test
  void everySeederHasATagAndOnlyTheAdministratorsRunOnce() {
    assertThat(specs).allSatisfy(spec -> assertThat(spec.tags()).isNotEmpty());
    assertThat(specs)
        .filteredOn(spec -> spec.mode() == SeedMode.ONCE)
        .extracting(SeederSpec::name)
        .containsExactly(AdminSeeder.NAME);
  }
}
