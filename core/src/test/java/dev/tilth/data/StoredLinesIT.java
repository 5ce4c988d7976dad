package dev.tilth.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

@PostgresTest
class StoredLinesIT {

  private final TestDatabase database;

  StoredLinesIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void linesInTheSameOrderAreFound() throws SQLException {
    assertThat(found(List.of("a", "b", "c"), List.of("a", "b", "c"))).isEqualTo("a b c");
  }

  @Test
  void newLinesBetweenThoseOfTheTableAreTheOnlyOnesNotFound() throws SQLException {
    assertThat(found(List.of("x", "a", "y", "z", "b", "c"), List.of("a", "b", "c")))
        .isEqualTo("a b c");
  }

  @Test
  void linesOfTheTableThatTheFileLacksArePassedOver() throws SQLException {
    assertThat(found(List.of("a", "c"), List.of("x", "a", "y", "z", "c"))).isEqualTo("a c");
  }

  @Test
  void linesThatDifferAreNotFound() throws SQLException {
    assertThat(found(List.of("a", "b", "c", "d"), List.of("a", "B", "c", "D"))).isEqualTo("a c");
  }

  @Test
  void linesInAnotherOrderAreFound() throws SQLException {
    assertThat(found(List.of("c", "b", "a", "d"), List.of("a", "b", "c"))).isEqualTo("c b a");
  }

  @Test
  void linesThatAreManyAndInAnotherOrderAreFound() throws SQLException {
    List<String> lines =
        IntStream.range(0, 3000)
            .mapToObj(i -> "%d-%s".formatted(i, "x".repeat(2000)))
            .collect(Collectors.toCollection(ArrayList::new));
    List<String> stored = List.copyOf(lines);
    Collections.reverse(lines);

    assertThat(found(lines, stored)).isEqualTo(String.join(" ", lines));
  }

  /** Whatever is read of it, a statement can follow. */
  @Test
  void theTableMayHaveMoreThanIsLookedAt() throws SQLException {
    try (Connection connection = database.connect()) {
      LineSet lines = new LineSet(1);
      StoredLines table = new StoredLines(copy(connection, List.of("a", "b", "c")), lines);
      add(lines, "a");
      table.beside();
      table.leave();

      assertThat(table.count()).isEqualTo(1);
      assertThat(connection.createStatement().execute("select")).isTrue();
    }
  }

  private String found(List<String> file, List<String> stored) throws SQLException {
    try (Connection connection = database.connect()) {
      LineSet lines = new LineSet(file.size());
      StoredLines table = new StoredLines(copy(connection, stored), lines);
      for (String line : file) {
        add(lines, line);
        table.beside();
      }
      table.among();
      assertThat(table.count()).isEqualTo(stored.size());
      List<String> others = others(lines);
      assertThat(lines.found() + others.size()).isEqualTo(file.size());
      return file.stream().filter(line -> !others.contains(line)).collect(Collectors.joining(" "));
    }
  }

  private static void add(LineSet lines, String line) {
    lines.text().add(line);
    lines.close(lines.size() + 1);
  }

  private static List<String> others(LineSet lines) {
    CopyText text = new CopyText();
    RowCopy.Feed others = lines.others();
    while (others.addTo(text)) {
      // Each is added to the text.
    }
    String all = new String(text.bytes(), 0, text.length(), StandardCharsets.UTF_8);
    return all.lines().map(line -> line.substring(line.indexOf('\t') + 1)).toList();
  }

  private static CopyOut copy(Connection connection, List<String> lines) throws SQLException {
    String values = String.join("', '", lines);
    return connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyOut("copy (select unnest(array['%s'])) to stdout".formatted(values));
  }
}
