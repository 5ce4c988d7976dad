package dev.tilth.seeders;

/** The claims and disputes for which examinations are asked. */
final class CaseTypeSeeder extends ReferenceTable {

  static final String NAME = "CaseTypeSeeder";

  CaseTypeSeeder() {
    super(NAME, "public.case_types", "code", "case_types.csv", "reference", "cases");
  }
}
