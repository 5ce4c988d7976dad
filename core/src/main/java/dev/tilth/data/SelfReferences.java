package dev.tilth.data;

import dev.tilth.spi.TableMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether rows that refer to rows of the same source find them: those that a load inserts before,
 * in as many waves as it takes.
 */
final class SelfReferences {

  private static final String FOUND = "pg_temp.tilth_found";

  private final Connection connection;
  private final Layout layout;
  private final Sources sources;
  private final MergeSql merge;
  private final List<Reference> references;

  SelfReferences(Connection connection, Layout layout, Sources sources, TableMode mode) {
    this.connection = connection;
    this.layout = layout;
    this.sources = sources;
    this.merge = new MergeSql(layout, mode, Scope.ALL);
    this.references = layout.references().stream().filter(Reference::self).toList();
  }

  /** Throws what the load would throw at a row whose reference leads nowhere. */
  void check() throws SQLException {
    if (references.isEmpty()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(creation());
      while (statement.executeUpdate(wave()) > 0) {
        // The rows of the next wave refer to those that this one has found.
      }
      try (ResultSet row = statement.executeQuery(firstLost())) {
        if (row.next()) {
          throw new Fault(FaultKind.UNRESOLVED, row.getLong(1), 0, row.getInt(2))
              .toException(layout, sources);
        }
      }
    }
  }

  /** The rows of the source: whether they are new, and whether all that they refer to is there. */
  private String creation() {
    return """
    create temporary table tilth_found on commit drop as
    with source as materialized (%s)
    select s.tilth_line, t.tilth_hit is null as new, not %s as found, %s
      from source s left join (%s) t on %s
    """
        .formatted(
            merge.everything(),
            Sql.any(references, reference -> "s.tilth_w" + reference.number()),
            Sql.list(
                references, reference -> "s.tilth_w%1$d as w%1$d".formatted(reference.number())),
            merge.stored(),
            merge.hit());
  }

  private String wave() {
    return "update %s f set found = true from %s s where s.tilth_line = f.tilth_line and not found and %s"
        .formatted(
            FOUND,
            Staging.TABLE,
            Sql.all(
                references,
                reference ->
                    "(not f.w%d or %s)".formatted(reference.number(), isInserted(reference))));
  }

  private String firstLost() {
    return references.stream()
        .map(reference ->
            "select f.tilth_line as line, %d as reference from %s f join %s s on s.tilth_line = f.tilth_line where not f.found and f.w%d and not %s"
                .formatted(
                    reference.number(),
                    FOUND,
                    Staging.TABLE,
                    reference.number(),
                    isInserted(reference)))
        .collect(Collectors.joining(" union all ", "", " order by 1, 2 limit 1"));
  }

  /** A row of the source that is inserted before has what a reference looks for. */
  private String isInserted(Reference reference) {
    return "exists (select from %s p join %s q on q.tilth_line = p.tilth_line where p.new and p.found and %s)"
        .formatted(
            FOUND,
            Staging.TABLE,
            Sql.all(
                reference.parts(),
                part -> "%s = %s".formatted(staged(part.column()), part.field().value())));
  }

  /** A column of the row {@code q}; what is found through a reference is not known yet. */
  private String staged(String column) {
    return layout.targets().stream()
        .filter(target -> target.column().name().equals(column) && !target.referred())
        .map(target -> "q." + target.fields().getFirst().staged())
        .findFirst()
        .orElse("null");
  }
}
