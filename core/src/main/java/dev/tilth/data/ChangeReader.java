package dev.tilth.data;

import dev.tilth.plan.ColumnChange;
import dev.tilth.plan.RowChange;
import dev.tilth.plan.RowChange.KeyValue;
import dev.tilth.plan.RowChange.Kind;
import dev.tilth.spi.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads rows that would change, with masked values masked. */
final class ChangeReader {

  private static final String NEW_ROW = "(new row)";

  /** Columns for each target in the result: new value, old value, differs, waits. */
  private static final int WIDTH = 4;

  private final Layout layout;
  private final Sources sources;
  private final List<Integer> updatable;
  private final Set<Integer> secret;

  /**
   * @param updatable the numbers of the targets that a row which is there would get
   * @param secret the positions of the source's columns with values that must not be shown
   */
  ChangeReader(Layout layout, Sources sources, List<Integer> updatable, Set<Integer> secret) {
    this.layout = layout;
    this.sources = sources;
    this.updatable = updatable;
    this.secret = secret;
  }

  /** A row of {@link PreviewSql#written}. */
  RowChange written(ResultSet row) throws SQLException {
    boolean there = row.getBoolean(1);
    List<KeyValue> key = new ArrayList<>();
    List<ColumnChange> columns = new ArrayList<>();
    for (int number = 1; number <= layout.targets().size(); number++) {
      int first = 3 + (number - 1) * WIDTH;
      Target target = layout.targets().get(number - 1);
      boolean waits = row.getBoolean(first + 3);
      String after = shown(target, waits ? NEW_ROW : row.getString(first));
      if (isKey(target)) {
        key.add(new KeyValue(target.column().name(), String.valueOf(after)));
      }
      if (!there) {
        columns.add(new ColumnChange(target.column().name(), null, after));
      } else if (updatable.contains(number) && (waits || row.getBoolean(first + 2))) {
        String before = shown(target, row.getString(first + 1));
        columns.add(new ColumnChange(target.column().name(), before, after));
      }
    }
    String place = sources.place(row.getLong(2)).toString();
    return new RowChange(there ? Kind.UPDATED : Kind.INSERTED, Optional.of(place), key, columns);
  }

  /** A row of {@link MirrorSql#doomedValues}. */
  RowChange deleted(ResultSet row) throws SQLException {
    List<KeyValue> key = new ArrayList<>();
    List<ColumnChange> columns = new ArrayList<>();
    for (int number = 1; number <= layout.targets().size(); number++) {
      Target target = layout.targets().get(number - 1);
      String before = shown(target, row.getString(number));
      if (isKey(target)) {
        key.add(new KeyValue(target.column().name(), String.valueOf(before)));
      }
      if (!target.insertOnly()) {
        columns.add(new ColumnChange(target.column().name(), before, null));
      }
    }
    return new RowChange(Kind.DELETED, Optional.empty(), key, columns);
  }

  private boolean isKey(Target target) {
    return layout.key().columns().contains(target.column().name());
  }

  /** Whether a masked value is NULL is not shown either. */
  private @Nullable String shown(Target target, @Nullable String value) {
    boolean hidden =
        target.fields().stream()
            .anyMatch(field -> field.masked() || secret.contains(field.position()));
    return hidden ? Secret.MASK : value;
  }
}
