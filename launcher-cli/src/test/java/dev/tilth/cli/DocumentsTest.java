package dev.tilth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.cli.Document.Fence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What documents name is there. */
final class DocumentsTest {

  private static final Pattern PATH = Pattern.compile("[\\w.-]+(/[\\w.-]+)+/?");
  private static final Pattern TYPE =
      Pattern.compile("\\bdev\\.tilth((?:\\.[a-z]+)*)(\\.[A-Z]\\w*)?");
  private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");

  /** First parts of paths in the distribution, in jars and in working directories. */
  private static final Set<String> ELSEWHERE = Set.of(".tilth", "bin", "content", "META-INF");

  /** Languages of samples that a test must run. */
  private static final Set<String> TESTED =
      Set.of("java", "sql", "csv", "properties", "conf", "yaml");

  static List<Document> documents() throws IOException {
    return Document.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void links_lead_to_what_is_there(Document document) {
    assertThat(document.links())
        .filteredOn(link -> !link.startsWith("https://"))
        .allSatisfy(link -> {
          int hash = link.indexOf('#');
          String name = hash < 0 ? link : link.substring(0, hash);
          Path target =
              name.isEmpty() ? document.file() : document.file().resolveSibling(name).normalize();
          assertThat(target).exists();
          if (hash >= 0) {
            assertThat(Document.of(target.toString()).anchors()).contains(link.substring(hash + 1));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("documents")
  void paths_are_there(Document document) {
    assertThat(document.spans())
        .filteredOn(span -> PATH.matcher(span).matches())
        .filteredOn(span -> !ELSEWHERE.contains(span.substring(0, span.indexOf('/'))))
        .allSatisfy(span -> assertThat(Document.root().resolve(span)).exists());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void java_types_and_packages_are_there(Document document) throws IOException {
    List<Path> sources = sourceFolders();
    assertThat(TYPE.matcher(document.prose()).results().map(DocumentsTest::source))
        .allSatisfy(name ->
            assertThat(sources).anySatisfy(folder -> assertThat(folder.resolve(name)).exists()));
  }

  private static String source(MatchResult name) {
    String folder = "dev/tilth" + name.group(1).replace('.', '/');
    return name.group(2) == null ? folder : folder + name.group(2).replace('.', '/') + ".java";
  }

  private static List<Path> sourceFolders() {
    return modules().stream()
        .map(module -> Document.root().resolve(module).resolve("src/main/java"))
        .filter(Files::isDirectory)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void samples_are_those_that_tests_run(Document document) {
    assertThat(document.fences())
        .filteredOn(fence -> TESTED.contains(fence.language()))
        .allSatisfy(fence -> {
          assertThat(fence.source()).as("the comment above: %s", fence.text()).isNotEmpty();
          assertThat(stripped(Document.text(Document.root().resolve(fence.source()))))
              .contains(stripped(fence.text()));
        });
  }

  /** A sample may stand further left than its source. */
  private static String stripped(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  @Test
  void the_table_of_modules_is_the_build() {
    assertThat(Document.of("README.md").table("## Modules").stream().skip(1).map(List::getFirst))
        .containsExactlyInAnyOrderElementsOf(modules().stream().map("`%s`"::formatted).toList());
  }

  private static List<String> modules() {
    return MODULE
        .matcher(Document.text(Document.root().resolve("pom.xml")))
        .results()
        .map(module -> module.group(1))
        .toList();
  }

  @Test
  void the_package_line_of_the_architecture_names_every_package_of_core() throws IOException {
    Path core = Document.root().resolve("core/src/main/java/dev/tilth");
    try (Stream<Path> packages = Files.list(core)) {
      List<String> names =
          packages.filter(Files::isDirectory).map(p -> p.getFileName().toString()).toList();
      Document architecture = Document.of("docs/architecture.md");
      assertThat(architecture.fences())
          .extracting(Fence::text)
          .filteredOn(text -> text.startsWith("wiring ->"))
          .singleElement()
          .satisfies(line ->
              assertThat(line.split(" -> ", -1))
                  .contains("dev.tilth")
                  .filteredOn(name -> !name.equals("dev.tilth"))
                  .containsExactlyInAnyOrderElementsOf(names));
      assertThat(architecture.table("## The package line").stream().skip(2).map(List::getFirst))
          .containsAll(
              names.stream()
                  .filter(name -> !name.equals("wiring"))
                  .map("`dev.tilth.%s`"::formatted)
                  .toList());
    }
  }

  @Test
  void the_readme_is_short_and_names_the_gate() {
    Path root = Document.root();
    String readme = Document.text(root.resolve("README.md"));
    assertThat(readme.lines().count()).isLessThanOrEqualTo(150);
    assertThat(readme).contains("```sh\n./mvnw verify\n```");
    assertThat(Document.text(root.resolve(".ci/run"))).containsPattern("(?m)^\\./mvnw .*verify$");
  }
}
