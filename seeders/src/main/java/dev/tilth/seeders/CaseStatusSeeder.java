package dev.tilth.seeders;

/** The steps of a case, in order, and where it ends. */
final class CaseStatusSeeder extends ReferenceTable {

  static final String NAME = "CaseStatusSeeder";

  CaseStatusSeeder() {
    super(NAME, "public.case_statuses", "code", "case_statuses.csv", "reference", "cases");
  }
}
