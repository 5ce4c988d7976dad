package dev.tilth.seeders;

/** The parts of the company that runs the portal. */
final class DepartmentSeeder extends ReferenceTable {

  static final String NAME = "DepartmentSeeder";

  DepartmentSeeder() {
    super(NAME, "public.departments", "code", "departments.csv", "reference", "access");
  }
}
