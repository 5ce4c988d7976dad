package dev.tilth.testing.kit;

import dev.tilth.testing.TestDatabase;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns whose values PostgreSQL makes, with which the content of two databases may differ.
 */
final class GeneratedColumns {

  private static final String OF_TABLES =
      """
      SELECT format('%s.%s.%s', r.nspname, r.relname, a.attname), format('%s.%s', r.relname, a.attname), a.attname
        FROM (SELECT c.oid, n.nspname, c.relname, format('%I.%I', n.nspname, c.relname) AS name
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace) r
        JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
       WHERE r.name IN ({tables})
         AND (a.attidentity <> ''
           OR pg_get_expr(d.adbin, d.adrelid)
                ~* '(nextval|uuid|random|now|current_|clock_|statement_|transaction_|localtime)')
       ORDER BY 1
      """;

  private GeneratedColumns() {}

  /** What to do about those of the tables that differ; empty where none is compared. */
  static String advice(TestDatabase database, Difference difference, Set<String> excluded) {
    List<String> columns =
        of(database, difference.tables().keySet()).stream()
            .map(line -> List.of(line.split("\\|")))
            .filter(names -> names.stream().noneMatch(excluded::contains))
            .map(List::getFirst)
            .toList();
    return columns.isEmpty()
        ? ""
        : "PostgreSQL makes the values of %s; where they may differ, leave them, and what refers to them, out with excluding(\"%s\")."
            .formatted(String.join(", ", columns), String.join("\", \"", columns));
  }

  /** Each by the three names by which it can be excluded. */
  private static List<String> of(TestDatabase database, Collection<String> tables) {
    if (tables.isEmpty()) {
      return List.of();
    }
    String names =
        tables.stream()
            .map(name -> "'" + name.replace("'", "''") + "'")
            .collect(Collectors.joining(", "));
    return database.column(OF_TABLES.replace("{tables}", names));
  }
}
