package dev.tilth.render;

import dev.tilth.deploy.Forecast;
import dev.tilth.plan.RowChanges;
import dev.tilth.plan.SeederRows;
import dev.tilth.plan.SeederStep;
import dev.tilth.spi.RowCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is foreseen of one table, in words.
 *
 * @param table empty where it is about the seeder as a whole
 */
record TableForecast(Tint tint, String table, String words) {

  private static final TableForecast OWN_CODE =
      new TableForecast(Tint.FAINT, "", "runs code of its own");

  /** Of a seeder that runs; at least one line. */
  static List<TableForecast> of(SeederStep step, Forecast forecast) {
    return forecast.rowsOf(step.name()).map(TableForecast::of).orElse(List.of(OWN_CODE));
  }

  /** Of a seeder that is up to date, whose rows are not what it brought or cannot be compared. */
  static List<TableForecast> edited(SeederRows rows) {
    return Stream.concat(
            rows.tables().stream()
                .map(table ->
                    new TableForecast(Tint.CAUTION, table.table(), edited(table).orElse(""))),
            failure("cannot be compared", rows))
        .filter(line -> !line.words.isEmpty())
        .toList();
  }

  private static List<TableForecast> of(SeederRows rows) {
    return Stream.concat(
            rows.tables().stream().flatMap(TableForecast::lines), failure("would fail", rows))
        .toList();
  }

  /** The table's own line, and those of tables from which foreign keys take rows along. */
  private static Stream<TableForecast> lines(RowChanges table) {
    Stream<RowChanges.Along> along =
        table instanceof RowChanges.Known known ? known.along().stream() : Stream.empty();
    return Stream.concat(
        Stream.of(new TableForecast(Tint.PLAIN, table.table(), foreseen(table))),
        along.map(rows ->
            new TableForecast(
                Tint.CAUTION,
                rows.table(),
                "%s %s along with these by a foreign key"
                    .formatted(
                        Words.number(rows.rows()), rows.deleted() ? "deleted" : "changed"))));
  }

  private static Stream<TableForecast> failure(String what, SeederRows rows) {
    return rows.failure().stream()
        .map(why -> new TableForecast(Tint.BAD, "", what + ": " + Words.message(why)));
  }

  private static String foreseen(RowChanges table) {
    return switch (table) {
      case RowChanges.Known known -> Words.rows(known.counts(), true);
      case RowChanges.NewTable created ->
          "all %s, new table".formatted(Words.number(created.rows()));
      case RowChanges.Unknown unknown -> "unknown until " + unknown.until();
    };
  }

  private static Optional<String> edited(RowChanges table) {
    return switch (table) {
      case RowChanges.Known known -> edited(known.counts());
      case RowChanges.NewTable created -> Optional.of("unknown until the migrations are applied");
      case RowChanges.Unknown unknown -> Optional.of("unknown until " + unknown.until());
    };
  }

  private static Optional<String> edited(RowCounts counts) {
    List<String> parts = new ArrayList<>();
    if (counts.inserted() > 0) {
      parts.add(Words.number(counts.inserted()) + " missing");
    }
    if (counts.updated() > 0) {
      parts.add(Words.number(counts.updated()) + " changed");
    }
    if (counts.deleted() > 0) {
      parts.add(Words.number(counts.deleted()) + " too many");
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(parts.stream().collect(Collectors.joining(", ")));
  }
}
