package dev.tilth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.database.StopSignal;
import dev.tilth.spi.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands, options and exit codes of the documents are those of the command line. */
final class CliDocumentTest {

  private static final Document CLI = Document.of("docs/cli.md");
  private static final Pattern OPTION = Pattern.compile("`(--[a-z-]+)`");
  private static final Pattern TYPED =
      Pattern.compile("(?:[A-Z_]+=\\S+ )*(?:\\./)?tilth (?<rest>.+)");

  private final CommandSpec root =
      new CommandTree(
              new Shell(
                  Map.of(),
                  Path.of(""),
                  System.out,
                  System.err,
                  Optional.empty(),
                  false,
                  InstantSource.system(),
                  new StopSignal()))
          .model();

  static List<Document> documents() throws IOException {
    return Document.all();
  }

  @Test
  void every_command_has_a_section_and_every_section_a_command() {
    assertThat(CLI.prose().lines().filter(line -> line.startsWith("### ")))
        .containsExactlyInAnyOrderElementsOf(
            commands().keySet().stream().map("### `%s`"::formatted).toList());
  }

  @Test
  void every_section_names_the_options_of_its_command() {
    commands()
        .forEach((name, options) ->
            assertThat(named(CLI.section("### `%s`".formatted(name)), "Options: "))
                .as(name)
                .containsExactlyInAnyOrderElementsOf(options));
  }

  @Test
  void the_table_explains_every_option_once() {
    Set<String> all = options(root);
    commands().values().forEach(all::addAll);
    assertThat(
            CLI.table("## Options").stream()
                .skip(1)
                .flatMap(row -> Document.spans(row.getFirst()).stream()))
        .containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void exit_codes_are_those_of_outcomes_and_failures() {
    assertThat(CLI.table("## Exit codes").stream().skip(1).map(List::getFirst))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of(ExitCode.DONE, ExitCode.PENDING),
                    Arrays.stream(FailureKind.values()).map(FailureKind::exitCode))
                .map(String::valueOf)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void commands_that_a_document_types_exist(Document document) {
    Stream<String> blocks =
        document.fences().stream()
            .filter(fence -> fence.language().equals("sh"))
            .flatMap(fence -> fence.text().lines());
    assertThat(Stream.concat(blocks, document.spans().stream()))
        .filteredOn(text -> TYPED.matcher(text).matches())
        .allSatisfy(this::isUnderstood);
  }

  private void isUnderstood(String text) {
    CommandSpec command = root;
    for (String word : TYPED.matcher(text).replaceFirst("${rest}").split(" ", -1)) {
      CommandLine subcommand = command.subcommands().get(word);
      if (subcommand != null) {
        command = subcommand.getCommandSpec();
      } else if (word.startsWith("--")) {
        assertThat(command.optionsMap()).as(text).containsKey(word);
      } else {
        assertThat(command.subcommands()).as("%s: '%s' is no command", text, word).isEmpty();
      }
    }
  }

  /** The commands that do something, with what they take beyond what every command takes. */
  private Map<String, Set<String>> commands() {
    Map<String, Set<String>> found = new TreeMap<>();
    Set<String> everywhere = options(root);
    collect(root, found);
    found.values().forEach(options -> options.removeAll(everywhere));
    return found;
  }

  private static void collect(CommandSpec command, Map<String, Set<String>> found) {
    if (command.subcommands().isEmpty()) {
      found.put(command.qualifiedName(), options(command));
    }
    command.subcommands().values().forEach(sub -> collect(sub.getCommandSpec(), found));
  }

  private static Set<String> options(CommandSpec command) {
    return command.optionsMap().keySet().stream()
        .filter(name -> name.startsWith("--"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> named(String section, String start) {
    int index = section.indexOf(start);
    return index < 0
        ? List.of()
        : OPTION
            .matcher(section.substring(index))
            .results()
            .map(option -> option.group(1))
            .toList();
  }
}
