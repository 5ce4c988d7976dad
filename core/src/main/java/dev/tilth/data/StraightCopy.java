package dev.tilth.data;

import dev.tilth.spi.RowCounts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import org.postgresql.PGConnection;

/** Copies rows straight into the table, all of them or none. */
final class StraightCopy {

  private final Connection connection;
  private final Layout layout;
  private final HighestNumbers numbers;

  /**
   * @param layout without references, so that each target is a field
   */
  StraightCopy(Connection connection, Layout layout) {
    this.connection = connection;
    this.layout = layout;
    this.numbers = new HighestNumbers(layout);
  }

  /**
   * Runs once.
   *
   * @param right whether so many rows are as many as there must be
   * @return nothing if a row cannot be inserted
   */
  Optional<RowCounts> run(Rows rows, LongPredicate right) throws SQLException {
    StraightAttempt.execute(connection, StraightAttempt.BEGIN);
    return StraightAttempt.of(connection, () -> copy(rows, right));
  }

  private OptionalLong copy(Rows rows, LongPredicate right) throws SQLException {
    long copied = send(rows);
    if (!right.test(copied) || !numbers.areReadable()) {
      return OptionalLong.empty();
    }
    StraightAttempt.execute(connection, numbers.sequences() + StraightAttempt.KEEP);
    return OptionalLong.of(copied);
  }

  /** In binary for as long as that is beyond doubt: it takes the server less time. */
  private long send(Rows rows) throws SQLException {
    RowCopy copy = new RowCopy(connection);
    Optional<BinaryRows> binary =
        canBeBinary() ? BinaryRows.of(layout, rows, numbers::note) : Optional.empty();
    if (binary.isEmpty()) {
      return copy.run(into(), RowCopy.feed(rows, this::add));
    }
    long copied = copy.run(into(), binary.get());
    Optional<Row> left = binary.get().left();
    return left.isPresent()
        ? copied + copy.run(into(), RowCopy.feed(left.get(), rows, this::add))
        : copied;
  }

  /** A row may need one after it, and the server checks them at the end of each COPY. */
  private boolean canBeBinary() throws SQLException {
    return !layout.refersToItself()
        && BinaryTimes.areReadAlike(
            connection.unwrap(PGConnection.class).getParameterStatus("TimeZone"));
  }

  private String into() {
    return "%s (%s)"
        .formatted(
            layout.table().name().sql(),
            Sql.list(layout.targets(), target -> target.column().sql()));
  }

  private void add(Row row, CopyText text) {
    char separator = 0;
    for (Target target : layout.targets()) {
      if (separator != 0) {
        text.add(separator);
      }
      row.addTo(text, target.fields().getFirst().position());
      separator = '\t';
    }
    numbers.note(row);
  }
}
