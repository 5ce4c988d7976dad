package dev.tilth.seeders;

/** All languages of ISO 639-1, with their names in English and in themselves. */
final class LanguageSeeder extends ReferenceTable {

  static final String NAME = "LanguageSeeder";

  LanguageSeeder() {
    super(NAME, "public.languages", "code", "languages.csv", "reference");
  }
}
