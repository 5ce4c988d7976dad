package dev.tilth.seeders;

/** What sort of party an organization is to a case. */
final class OrganizationTypeSeeder extends ReferenceTable {

  static final String NAME = "OrganizationTypeSeeder";

  OrganizationTypeSeeder() {
    super(
        NAME,
        "public.organization_types",
        "code",
        "organization_types.csv",
        "reference",
        "organizations");
  }
}
