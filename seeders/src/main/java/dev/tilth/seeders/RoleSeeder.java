package dev.tilth.seeders;

/** What users of the portal may do. */
final class RoleSeeder extends ReferenceTable {

  static final String NAME = "RoleSeeder";

  RoleSeeder() {
    super(NAME, "public.roles", "code", "roles.csv", "reference", "access");
  }
}
