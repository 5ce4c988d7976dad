package dev.tilth.data;

import dev.tilth.script.PendingScripts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is done before a table is loaded.
 *
 * @param scripts the migrations that are pending
 * @param loads what loads a table before, as words that follow "until" ({@code RoleSeeder has
 *     run}), by the table's name as it is declared
 */
public record Prior(PendingScripts scripts, Map<String, String> loads) {

  /** Nothing. */
  public static final Prior NONE = new Prior(PendingScripts.NONE, Map.of());

  public Prior {
    loads = Map.copyOf(loads);
  }

  /** The same, with one load more. */
  public Prior with(String table, String done) {
    Map<String, String> more = new LinkedHashMap<>(loads);
    more.put(table, done);
    return new Prior(scripts, more);
  }

  /** What has to be done before anything is known of a table that is there. */
  Optional<String> until(Table table) {
    return until(table.name())
        .or(() ->
            table.columns().stream()
                .flatMap(column -> Stream.ofNullable(column.definedType()))
                .flatMap(type -> applied(type).stream())
                .findFirst());
  }

  /** The same of a table that another one refers to. */
  Optional<String> until(TableName table) {
    return applied(table.name()).or(() -> load(table));
  }

  /** Whether a table that is missing will be there without a row. */
  boolean createsEmpty(TableName table) {
    return load(table).isEmpty() && scripts.createEmpty(table.name());
  }

  private Optional<String> load(TableName table) {
    return loads.entrySet().stream()
        .filter(entry -> table.isMeantBy(TableName.parse(entry.getKey()).toString()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private Optional<String> applied(String name) {
    return scripts.lastNaming(name).map(script -> script + " is applied");
  }
}
