package dev.tilth.seeders;

import dev.tilth.spi.ContentRelease;
import dev.tilth.spi.Resource;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederCatalog;
import java.util.List;

/** The seeders of the Thrive Portal. A new one runs by being listed here. */
public final class ThriveSeeders implements SeederCatalog {

  private static final List<Seeder> SEEDERS =
      List.of(
          new RoleSeeder(),
          new OrganizationTypeSeeder(),
          new DepartmentSeeder(),
          new AdminSeeder(),
          new CaseTypeSeeder(),
          new CaseStatusSeeder(),
          new LanguageSeeder(),
          new ExaminationTypeSeeder(),
          new ExaminationTypeShortFormSeeder());

  @Override
  public String name() {
    return "thrive-portal";
  }

  @Override
  public List<Seeder> seeders() {
    return SEEDERS;
  }

  /** What the build was given with {@code -Dtilth.content.release=N}; 0 otherwise. */
  @Override
  public long release() {
    return ContentRelease.in(Resource.classpath(ThriveSeeders.class, "release.txt"));
  }
}
