package dev.tilth.seeders;

import dev.tilth.spi.SeederSpec;

/** The abbreviations by which people call the examination types. */
final class ExaminationTypeShortFormSeeder extends ReferenceTable {

  static final String NAME = "ExaminationTypeShortFormSeeder";

  ExaminationTypeShortFormSeeder() {
    super(
        NAME,
        "public.examination_type_short_forms",
        "short_form",
        "examination_type_short_forms.csv",
        "reference",
        "examinations");
  }

  @Override
  public SeederSpec spec() {
    return super.spec().after(ExaminationTypeSeeder.NAME);
  }
}
