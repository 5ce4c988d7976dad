package dev.tilth.seeders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.migrations.schema.Public;
import dev.tilth.spi.TableData;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.ForeignKey;
import org.jooq.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SeedFileTest {

  /** Codes that ISO withdrew and that the JDK keeps for old programs. */
  private static final Set<String> WITHDRAWN = Set.of("bh", "in", "iw", "ji", "mo");

  static Stream<ReferenceTable> declarative() {
    return new ThriveSeeders()
        .seeders().stream()
            .filter(ReferenceTable.class::isInstance)
            .map(ReferenceTable.class::cast);
  }

  @ParameterizedTest
  @MethodSource("declarative")
  void theHeaderNamesEveryColumnThatNeedsAValueAndNoUnknownOne(ReferenceTable seeder)
      throws IOException {
    TableData data = data(seeder);
    Table<?> table = table(data);
    List<String> given =
        SeedFile.read(data.source()).header().stream().map(name -> column(table, name)).toList();

    assertThat(given)
        .doesNotHaveDuplicates()
        .isSubsetOf(Stream.of(table.fields()).map(Field::getName).toList())
        .containsAll(
            Stream.of(table.fields())
                .filter(SeedFileTest::isRequired)
                .map(Field::getName)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("declarative")
  void keysAreUniqueInTheFileAndInTheTable(ReferenceTable seeder) throws IOException {
    TableData data = data(seeder);

    assertThat(data.key()).hasSize(1);
    assertThat(SeedFile.read(data.source()).column(data.key().getFirst()))
        .hasSizeGreaterThan(12)
        .doesNotHaveDuplicates();
    assertThat(table(data).getUniqueKeys())
        .anySatisfy(unique ->
            assertThat(unique.getFields()).extracting(Field::getName).isEqualTo(data.key()));
  }

  @ParameterizedTest
  @MethodSource("declarative")
  void everyFieldHasATextWithoutSpaceAroundIt(ReferenceTable seeder) throws IOException {
    assertThat(SeedFile.read(data(seeder).source()).rows())
        .allSatisfy(row ->
            assertThat(row.getFields())
                .allSatisfy(field -> assertThat(field).isNotEmpty().isEqualTo(field.strip())));
  }

  @ParameterizedTest
  @MethodSource("declarative")
  void whatAnotherFileIsToHaveIsThere(ReferenceTable seeder) throws IOException {
    TableData data = data(seeder);
    SeedFile file = SeedFile.read(data.source());

    for (String reference : file.header().stream().filter(name -> name.contains(".")).toList()) {
      String table = "public." + reference.substring(0, reference.indexOf('.'));
      String column = reference.substring(reference.indexOf('.') + 1);
      ReferenceTable referred =
          declarative()
              .filter(other -> data(other).table().equals(table))
              .findFirst()
              .orElseThrow();
      assertThat(seeder.spec().dependsOn()).contains(referred.spec().name());
      assertThat(SeedFile.read(data(referred).source()).column(column))
          .containsAll(file.column(reference));
    }
  }

  @Test
  void languagesAreThoseOfIso6391() throws IOException {
    assertThat(SeedFile.read(data(new LanguageSeeder()).source()).column("code"))
        .hasSize(183)
        .isSorted()
        .containsExactlyElementsOf(
            Stream.of(Locale.getISOLanguages())
                .filter(code -> !WITHDRAWN.contains(code))
                .sorted()
                .toList());
  }

  @Test
  void statusesAreCountedFromOneAndSomeOfThemEndACase() throws IOException {
    SeedFile statuses = SeedFile.read(data(new CaseStatusSeeder()).source());

    assertThat(statuses.column("position"))
        .containsExactlyElementsOf(
            Stream.iterate(1, position -> position + 1)
                .limit(statuses.rows().size())
                .map(String::valueOf)
                .toList());
    assertThat(statuses.column("terminal")).containsOnly("true", "false").contains("true", "false");
  }

  @Test
  void everyExaminationTypeHasAShortForm() throws IOException {
    assertThat(
            SeedFile.read(data(new ExaminationTypeShortFormSeeder()).source())
                .column("examination_types.code"))
        .containsAll(SeedFile.read(data(new ExaminationTypeSeeder()).source()).column("code"));
  }

  @Test
  void theRoleOfAdministratorsIsAmongTheRoles() throws IOException {
    assertThat(SeedFile.read(data(new RoleSeeder()).source()).column("code"))
        .contains(AdminSeeder.ROLE);
  }

  private static TableData data(ReferenceTable seeder) {
    return seeder.tables().getFirst();
  }

  private static Table<?> table(TableData data) {
    return Public.PUBLIC
        .tableStream()
        .filter(table -> data.table().equals("public." + table.getName()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isRequired(Field<?> field) {
    return !field.getDataType().nullable()
        && !field.getDataType().defaulted()
        && !field.getDataType().identity();
  }

  /** The column that a header fills: its own, or the foreign key that leads to the table in it. */
  private static String column(Table<?> table, String header) {
    int dot = header.indexOf('.');
    if (dot < 0) {
      return header;
    }
    return table.getReferences().stream()
        .filter(key -> key.getKey().getTable().getName().equals(header.substring(0, dot)))
        .map(ForeignKey::getFields)
        .map(fields -> fields.getFirst().getName())
        .findFirst()
        .orElseThrow();
  }
}
