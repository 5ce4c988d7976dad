package dev.tilth.render;

import dev.tilth.plan.ColumnChange;
import dev.tilth.plan.RowChange;
import dev.tilth.plan.RowChanges;
import dev.tilth.plan.SeederRows;
import dev.tilth.spi.RowCounts;
import java.util.List;
import java.util.Optional;

/** What is foreseen of a seeder's tables. */
final class RowsJson {

  private RowsJson() {}

  static void write(SeederRows rows, Json json) {
    json.objects("tables", rows.tables(), table -> table(table, json));
    json.error(rows.failure());
  }

  private static void table(RowChanges table, Json json) {
    json.text("table", table.table());
    switch (table) {
      case RowChanges.Known known ->
          state(
              "known",
              Optional.empty(),
              Optional.of(known.counts()),
              known.along(),
              known.rows(),
              json);
      case RowChanges.NewTable created ->
          state(
              "new_table",
              Optional.empty(),
              Optional.of(new RowCounts(created.rows(), 0, 0, 0)),
              List.of(),
              List.of(),
              json);
      case RowChanges.Unknown unknown ->
          state(
              "unknown",
              Optional.of(unknown.until()),
              Optional.empty(),
              List.of(),
              List.of(),
              json);
    }
  }

  private static void state(
      String word,
      Optional<String> until,
      Optional<RowCounts> counts,
      List<RowChanges.Along> along,
      List<RowChange> changes,
      Json json) {
    json.text("state", word);
    json.text("until", until);
    json.rows("rows", counts);
    json.objects(
        "along",
        along,
        rows -> {
          json.text("table", rows.table());
          json.number("rows", rows.rows());
          json.flag("deleted", rows.deleted());
        });
    json.objects("changes", changes, change -> change(change, json));
  }

  private static void change(RowChange change, Json json) {
    json.text("kind", Words.word(change.kind()));
    json.text("source", change.place());
    json.objects(
        "key",
        change.key(),
        part -> {
          json.text("column", part.column());
          json.text("value", part.value());
        });
    json.objects("columns", change.columns(), column -> column(column, json));
  }

  private static void column(ColumnChange column, Json json) {
    json.text("column", column.column());
    json.text("before", Optional.ofNullable(column.before()));
    json.text("after", Optional.ofNullable(column.after()));
  }
}
