package dev.tilth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.cli.TilthProcess.Outcome;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the guide, on its files. */
@PostgresTest
final class WithoutJavaIT {

  private static final Path SAMPLES =
      Document.root().resolve("launcher-cli/src/test/resources/library");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private final TestDatabase database;

  @TempDir private Path directory = Path.of("");

  WithoutJavaIT(TestDatabase shared) {
    database = shared.another();
  }

  @Test
  void the_guide_does_what_it_says() throws Exception {
    copy();
    List<Outcome> outcomes = new ArrayList<>();
    for (String command : commands()) {
      Outcome outcome = run(command);
      assertThat(outcome.exitCode()).as("%s\n%s", command, outcome.err()).isZero();
      outcomes.add(outcome);
    }

    assertThat(outcomes).hasSize(7);
    assertThat(outcomes.get(0).out()).contains("V1__create_library.sql", "genre", "book");
    assertThat(outcomes.get(1).out()).contains("Done");
    assertThat(outcomes.get(2).out()).contains("Nothing to do");
    assertThat(outcomes.get(4).out()).contains("Nothing to do");
    assertThat(outcomes.get(6).out()).contains("Somebody edited the genres by hand.");
    assertThat(
            database.value(
                "SELECT string_agg(name, ' ' ORDER BY position) FROM tilth.step"
                    + " WHERE kind = 'seeder' AND run_id ="
                    + " (SELECT run_id FROM tilth.run ORDER BY started_at LIMIT 1)"))
        .isEqualTo("genre book opening_hours");
    assertThat(database.value("SELECT count(*) FROM opening_hours")).isEqualTo("6");
    assertThat(
            database.value(
                "SELECT g.name FROM book b JOIN genre g ON g.id = b.genre_id"
                    + " WHERE b.title = 'Leaves of Grass, 1855'"))
        .isEqualTo("Poetry");
  }

  /** Those that a reader with a database of their own types. */
  private static List<String> commands() {
    return Document.of("docs/without-java.md").fences().stream()
        .filter(fence -> fence.language().equals("sh"))
        .flatMap(fence -> fence.text().lines())
        .filter(line -> line.startsWith("tilth "))
        .toList();
  }

  private Outcome run(String command) throws InterruptedException {
    String[] words =
        WORD.matcher(command).results().skip(1).map(WithoutJavaIT::word).toArray(String[]::new);
    return TilthProcess.start(directory, Map.of("DATABASE_URL", database.url()), words).outcome();
  }

  private static String word(MatchResult word) {
    return word.group(1) == null ? word.group(2) : word.group(1);
  }

  private void copy() throws IOException {
    try (Stream<Path> files = Files.walk(SAMPLES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = directory.resolve(SAMPLES.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
