package dev.tilth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.config.EffectiveSetting;
import dev.tilth.config.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings and variables of the documents are those of the code. */
final class SettingsDocumentTest {

  private static final Document CLI = Document.of("docs/cli.md");
  private static final Pattern KEY = Pattern.compile("\"(tilth\\.[a-z.-]+)\"");
  private static final Pattern VARIABLE = Pattern.compile("\"([A-Z]+(?:_[A-Z]+)*)\"");
  private static final String ENVIRONMENTS = "tilth.environments.";

  /** The name of the file, which looks like a key. */
  private static final Set<String> NO_KEYS = Set.of("tilth.conf");

  @TempDir Path directory;

  static List<Document> documents() throws IOException {
    return Document.all();
  }

  @Test
  void every_key_of_the_code_is_in_the_table() throws IOException {
    Set<String> keys = new TreeSet<>();
    try (Stream<Path> files = Files.list(source("core/src/main/java/dev/tilth/config"))) {
      files.forEach(file -> keys.addAll(found(KEY, file)));
    }
    keys.removeAll(NO_KEYS);
    assertThat(settings().keySet()).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void defaults_are_those_of_the_code() {
    Map<String, String> defaults = effective();
    defaults.keySet().removeIf(key -> key.startsWith(ENVIRONMENTS));
    Map<String, String> documented = settings();
    documented.values().removeIf(String::isEmpty);
    assertThat(documented).isEqualTo(defaults);
  }

  @Test
  void the_table_of_environments_is_the_built_in_policy() {
    List<List<String>> table = CLI.table("## Which environment");
    Map<String, String> documented = new TreeMap<>();
    for (List<String> row : table.subList(1, table.size())) {
      for (int i = 1; i < row.size(); i++) {
        documented.put(
            ENVIRONMENTS + plain(row.getFirst()) + "." + plain(table.getFirst().get(i)),
            row.get(i));
      }
    }
    Map<String, String> builtIn = effective();
    builtIn.keySet().removeIf(key -> !key.startsWith(ENVIRONMENTS));
    assertThat(documented).isEqualTo(builtIn);
  }

  @Test
  void every_variable_that_stands_for_a_setting_is_in_the_table() {
    assertThat(variables())
        .containsAll(
            found(
                VARIABLE, source("core/src/main/java/dev/tilth/config/EnvironmentVariables.java")));
  }

  @Test
  void every_variable_of_the_table_is_read_by_something() throws IOException {
    String code = code();
    assertThat(variables())
        .isNotEmpty()
        .allSatisfy(variable -> assertThat(code).contains(variable));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void configuration_in_documents_is_accepted(Document document) throws IOException {
    for (Document.Fence fence : document.fences()) {
      if (fence.language().equals("hocon")) {
        Path file = Files.writeString(directory.resolve("tilth.conf"), fence.text());
        assertThat(SettingsLoader.of(Map.of(), directory).withFile(file).load().effective())
            .as(fence.text())
            .anyMatch(setting -> !setting.origin().equals("default"));
      }
    }
  }

  private static Map<String, String> settings() {
    return CLI.table("## Configuration").stream()
        .skip(1)
        .collect(
            Collectors.toMap(
                row -> plain(row.get(0)), row -> row.get(1), (a, b) -> a, TreeMap::new));
  }

  private static List<String> variables() {
    return CLI.table("## Environment variables").stream()
        .skip(1)
        .flatMap(row -> Document.spans(row.getFirst()).stream())
        .toList();
  }

  private Map<String, String> effective() {
    return SettingsLoader.of(Map.of(), directory).load().effective().stream()
        .collect(
            Collectors.toMap(
                EffectiveSetting::key, EffectiveSetting::value, (a, b) -> a, TreeMap::new));
  }

  /** Everything that reads variables: the main sources, and the start scripts. */
  private static String code() throws IOException {
    try (Stream<Path> files = Files.walk(Document.root())) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> isCode(Document.root().relativize(file).toString()))
          .map(Document::text)
          .collect(Collectors.joining("\n"));
    }
  }

  private static boolean isCode(String path) {
    return (path.contains("src/main/java/") && path.endsWith(".java"))
        || path.equals("tilth")
        || path.equals("launcher-cli/src/main/distribution/bin/tilth");
  }

  private static Set<String> found(Pattern pattern, Path file) {
    return pattern
        .matcher(Document.text(file))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Path source(String path) {
    return Document.root().resolve(path);
  }

  private static String plain(String cell) {
    return cell.replace("`", "");
  }
}
