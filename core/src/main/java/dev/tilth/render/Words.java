package dev.tilth.render;

import dev.tilth.seed.TableRows;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TilthException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How numbers, names of constants and failures are put into words. */
final class Words {

  private Words() {}

  /** For machines: {@code nothing_to_do}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** For people: {@code nothing to do}. */
  static String spoken(Enum<?> constant) {
    return word(constant).replace('_', ' ');
  }

  /** {@code 1 seeder}, {@code 2 seeders}. */
  static String count(long number, String noun) {
    return number == 1 ? "1 " + noun : number(number) + " " + noun + "s";
  }

  /** For people: {@code 1,000,000}. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 4 inserted, 2 unchanged}; {@code no rows}. */
  static String rows(RowCounts rows, boolean exact) {
    String words = rows(rows);
    return exact ? words : words + " (attempted)";
  }

  private static String rows(RowCounts rows) {
    List<String> parts = new ArrayList<>();
    addUnlessZero(rows.inserted(), "inserted", parts);
    addUnlessZero(rows.updated(), "updated", parts);
    addUnlessZero(rows.deleted(), "deleted", parts);
    addUnlessZero(rows.unchanged(), "unchanged", parts);
    return parts.isEmpty() ? "no rows" : String.join(", ", parts);
  }

  /** {@code app.roles 3 inserted; app.role_permissions 7 inserted}; nothing for a single table. */
  static String tables(List<TableRows> tables) {
    return tables.size() < 2
        ? ""
        : tables.stream()
            .map(table -> table.table() + " " + rows(table.rows()))
            .collect(Collectors.joining("; "));
  }

  private static void addUnlessZero(long number, String what, List<String> parts) {
    if (number > 0) {
      parts.add(number(number) + " " + what);
    }
  }

  static String capitalized(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  static String message(TilthException failure) {
    return String.valueOf(failure.getMessage());
  }
}
