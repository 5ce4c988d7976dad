package dev.tilth.data;

import dev.tilth.spi.Resource;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leads an error of COPY back to the file. The server's context reads {@code COPY tilth_rows, line
 * 3, column c2: "abc"} in the language of its messages, so that only the numbers count.
 */
final class CopyFailure {

  private static final Pattern CONTEXT =
      Pattern.compile(Staging.NAME + "\\D+(\\d+)(?:[^\\d\"]+c(\\d+)\\b)?");

  private final Layout layout;
  private final Resource source;

  CopyFailure(Layout layout, Resource source) {
    this.layout = layout;
    this.source = source;
  }

  /** The exception to throw. */
  RejectedRowException explain(SQLException failure) throws SQLException {
    Matcher context = CONTEXT.matcher(ServerError.of(failure).where());
    if (!ServerError.of(failure).concernsData() || !context.find()) {
      throw failure;
    }
    CsvRow row = row(Long.parseLong(context.group(1))).orElseThrow(() -> failure);
    String column = context.group(2);
    List<Field> fields =
        column == null
            ? layout.fields()
            : List.of(layout.fields().get(Integer.parseInt(column) - 1));
    return new RejectedRowException(
        layout.file(),
        row.line(),
        Layout.describe(fields, row) + meaning(column, fields),
        ServerError.of(failure).message(),
        "Correct the value.",
        failure);
  }

  private static String meaning(@Nullable String column, List<Field> fields) {
    return column == null ? "" : " (%s)".formatted(fields.getFirst().meaning());
  }

  private Optional<CsvRow> row(long number) {
    try (Csv csv = Csv.open(source)) {
      CsvRow row = csv.next();
      for (long n = 1; n < number && row != null; n++) {
        row = csv.next();
      }
      return Optional.ofNullable(row);
    }
  }
}
