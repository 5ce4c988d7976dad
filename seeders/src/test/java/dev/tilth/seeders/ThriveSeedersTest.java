package dev.tilth.seeders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.SeedMode;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederCatalog;
import dev.tilth.spi.SeederSpec;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThriveSeedersTest {

  private final List<SeederSpec> specs =
      new ThriveSeeders().seeders().stream().map(Seeder::spec).toList();

  @Test
  void theReleaseIsTheOneThatTheBuildWasGiven() {
    assertThat(new ThriveSeeders().release()).isEqualTo(Long.getLong("tilth.content.release", 0));
  }

  @Test
  void theReleaseOfAnotherBuildIsAnother(@TempDir Path build) throws Exception {
    Path folder = Files.createDirectories(build.resolve("dev/tilth/seeders"));
    Files.writeString(folder.resolve("release.txt"), "57\n");
    URL compiled = ThriveSeeders.class.getProtectionDomain().getCodeSource().getLocation();
    URL[] first = {build.toUri().toURL(), compiled};
    try (URLClassLoader classes = new ChildFirst(first)) {
      Object content =
          classes.loadClass(ThriveSeeders.class.getName()).getDeclaredConstructor().newInstance();
      assertThat(((SeederCatalog) content).release()).isEqualTo(57);
    }
  }

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

  /** Loads this module's own classes again, beside another build's file. */
  private static final class ChildFirst extends URLClassLoader {

    ChildFirst(URL... path) {
      super(path, SeederCatalog.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.startsWith("dev.tilth.seeders.")
          ? findClass(name)
          : super.loadClass(name, resolve);
    }

    @Override
    public @Nullable URL getResource(String name) {
      return findResource(name);
    }
  }
}
