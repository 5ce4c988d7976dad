package dev.tilth.data;

import dev.tilth.plan.RowChanges;
import dev.tilth.script.PendingScripts;
import dev.tilth.spi.TableData;
import java.util.LinkedHashMap;
import java.util.List;
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

  /**
   * The same, after these loads.
   *
   * @param changes what they do, as far as they were foreseen
   * @param done words that follow "until"
   */
  public Prior after(List<TableData> loaded, List<RowChanges> changes, String done) {
    Prior after = this;
    for (TableData data : loaded) {
      after = after.with(data.table(), done);
    }
    for (RowChanges known : changes) {
      if (known instanceof RowChanges.Known one) {
        for (RowChanges.Along along : one.along()) {
          after = after.with(along.table(), done);
        }
      }
    }
    return after;
  }

  /** What has to be done before anything is known of a table that is there. */
  Optional<String> until(Table table) {
    return until(table.name())
        .or(() ->
            table.columns().stream()
                .flatMap(column -> Stream.ofNullable(column.definedType()))
                .flatMap(type -> scripts.lastNaming(type).stream())
                .map(Prior::applied)
                .findFirst());
  }

  /** The same of a table that another one refers to, and that lacks a row. */
  Optional<String> until(TableName table) {
    return untilApplied(table).or(() -> load(table));
  }

  /** The script after which a table may have other rows, or not be there. */
  Optional<String> untilApplied(TableName table) {
    return scripts
        .lastNaming(table.name())
        .or(() -> Optional.ofNullable(table.schema()).flatMap(scripts::lastReshaping))
        .map(Prior::applied);
  }

  /** Whether a table that is missing will be there without a row. */
  boolean createsEmpty(TableName table) {
    return load(table).isEmpty() && scripts.createEmpty(table.schema(), table.name());
  }

  private Optional<String> load(TableName table) {
    return loads.entrySet().stream()
        .filter(entry -> table.isMeantBy(TableName.parse(entry.getKey()).toString()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String applied(String script) {
    return script + " is applied";
  }
}
