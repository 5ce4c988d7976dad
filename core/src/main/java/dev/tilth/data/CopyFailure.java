package dev.tilth.data;

import java.sql.SQLException;
import java.util.List;
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
  private final Sources sources;
  private final long before;

  /**
   * @param before how many rows the source has before those that were copied
   */
  CopyFailure(Layout layout, Sources sources, long before) {
    this.layout = layout;
    this.sources = sources;
    this.before = before;
  }

  /** The exception to throw. */
  RejectedRowException explain(SQLException failure) throws SQLException {
    Matcher context = CONTEXT.matcher(ServerError.of(failure).where());
    if (!ServerError.of(failure).concernsData() || !context.find()) {
      throw failure;
    }
    Row row = sources.nth(before + Long.parseLong(context.group(1))).orElseThrow(() -> failure);
    String column = context.group(2);
    List<Field> fields =
        column == null
            ? layout.fields()
            : List.of(layout.fields().get(Integer.parseInt(column) - 1));
    return new RejectedRowException(
        sources.place(row.number()),
        Layout.describe(fields, row) + meaning(column, fields),
        reason(failure, column == null ? null : fields.getFirst(), row),
        "Correct the value.",
        sources.discreet() ? ServerError.withoutValues(failure) : failure);
  }

  /** The server speaks of one column, if of any: what it says can be shown if that one can. */
  private String reason(SQLException failure, @Nullable Field field, Row row) {
    ServerError error = ServerError.of(failure);
    boolean shown = field != null && !field.masked() && !row.masked().contains(field.position());
    return shown || !sources.discreet() ? error.message() : error.discreetReason();
  }

  private static String meaning(@Nullable String column, List<Field> fields) {
    return column == null ? "" : " (%s)".formatted(fields.getFirst().meaning());
  }
}
