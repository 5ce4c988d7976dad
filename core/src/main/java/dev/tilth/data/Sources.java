package dev.tilth.data;

import dev.tilth.database.StopSignal;
import dev.tilth.spi.Resource;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TilthException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a load reads: a source and, where the environment has one, its overlay. Their rows are
 * numbered through: a row of the source by its line, one of the overlay by its line and {@link
 * #OVERLAY}.
 *
 * @param files the source, then the overlay
 * @param data what is declared
 * @param partial whether rows are left out that were not read before
 */
record Sources(List<Source> files, TableData data, Placeholders placeholders, boolean partial) {

  /** More than any file has lines. */
  static final long OVERLAY = 1L << 40;

  static Sources of(
      TableData data, Table table, String environment, Placeholders placeholders, StopSignal stop) {
    JsonObjectReader objects = new JsonObjectReader(placeholders, table.arrays());
    List<Source> files =
        Stream.concat(Stream.of(data.source()), Stream.ofNullable(data.overlays().get(environment)))
            .map((Resource file) -> new Source(file, placeholders, objects, stop))
            .toList();
    return new Sources(files, data, placeholders, false);
  }

  /** The source's name. */
  String name() {
    return files.getFirst().name();
  }

  boolean overlaid() {
    return files.size() > 1;
  }

  /** The same, read in parts. */
  Sources inParts() {
    return new Sources(files, data, placeholders, true);
  }

  /**
   * Whether a message of the server may quote what must not be shown, of whichever row: those that
   * were left out are read for this.
   */
  boolean discreet() {
    return placeholders.used() || !data.masked().isEmpty() || (partial && holdsSecret());
  }

  private boolean holdsSecret() {
    try {
      return first(row -> placeholders.used()).isPresent();
    } catch (TilthException e) {
      // A row that cannot be read any more may have been one with a secret.
      return true;
    }
  }

  Rows open() {
    return AllRows.open(this);
  }

  Place place(long number) {
    return new Place(files.get((int) (number / OVERLAY)).name(), number % OVERLAY);
  }

  /** A row again, for messages. */
  Optional<Row> row(long number) {
    return first(row -> row.number() == number);
  }

  /** The row at a position, from 1, for messages. */
  Optional<Row> nth(long position) {
    long[] left = {position};
    return first(row -> --left[0] == 0);
  }

  private Optional<Row> first(Predicate<Row> sought) {
    try (Rows rows = open()) {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        if (sought.test(row)) {
          return Optional.of(row);
        }
      }
      return Optional.empty();
    }
  }
}
