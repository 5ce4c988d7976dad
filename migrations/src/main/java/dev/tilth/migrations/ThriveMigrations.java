package dev.tilth.migrations;

import dev.tilth.spi.ContentRelease;
import dev.tilth.spi.MigrationSource;
import dev.tilth.spi.Resource;
import java.util.List;
import java.util.stream.Stream;

/** The migrations of the Thrive Portal. A new script is applied by being listed here. */
public final class ThriveMigrations implements MigrationSource {

  private static final List<Resource> SCRIPTS =
      Stream.of(
              "V1__create_roles.sql",
              "V2__create_organization_types_and_departments.sql",
              "V3__create_users.sql",
              "V4__create_case_types.sql",
              "V5__create_case_statuses.sql",
              "V6__create_languages.sql",
              "V7__create_examination_types.sql",
              "V8__add_preferred_language_to_users.sql",
              "V9__validate_preferred_language_of_users.sql",
              "V10__index_users_by_preferred_language.sql",
              "V11__mark_examinations_without_attendance.sql")
          .map(script -> Resource.classpath(ThriveMigrations.class, "/db/migration/" + script))
          .toList();

  @Override
  public String name() {
    return "thrive-portal";
  }

  @Override
  public List<Resource> scripts() {
    return SCRIPTS;
  }

  /** What the build was given with {@code -Dtilth.content.release=N}; 0 otherwise. */
  @Override
  public long release() {
    return ContentRelease.in(Resource.classpath(ThriveMigrations.class, "release.txt"));
  }
}
