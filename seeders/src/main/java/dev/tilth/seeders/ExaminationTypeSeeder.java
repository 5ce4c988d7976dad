package dev.tilth.seeders;

/** The specialties and assessments that can be ordered. */
final class ExaminationTypeSeeder extends ReferenceTable {

  static final String NAME = "ExaminationTypeSeeder";

  ExaminationTypeSeeder() {
    super(
        NAME,
        "public.examination_types",
        "code",
        "examination_types.csv",
        "reference",
        "examinations");
  }
}
