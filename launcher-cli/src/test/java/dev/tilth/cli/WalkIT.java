package dev.tilth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.cli.Document.Fence;
import dev.tilth.cli.TilthProcess.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The walks of the pages, typed as they stand, with the development server. */
final class WalkIT {

  /** Below it a folder for each step, and in that the file's place in the reader's directory. */
  private static final Pattern FILE =
      Pattern.compile("launcher-cli/src/test/resources/(?:club|shop)/\\w+/");

  private static final String END = "==== end of a block\n";

  @TempDir private Path home = Path.of("");

  @ParameterizedTest
  @CsvSource({"docs/writing-a-seeder.md, 11", "docs/plan-and-apply.md, 8"})
  void the_commands_print_what_the_page_shows(String page, int outputs) throws Exception {
    List<Fence> fences = Document.of(page).fences();
    Map<Integer, String> shown = shown(fences);
    assertThat(shown).hasSize(outputs);

    Outcome outcome =
        TilthProcess.shell(home, Map.of("HOME", home.toString()), script(fences)).outcome();

    List<String> printed = List.of(outcome.out().split(END, -1));
    shown.forEach((block, text) ->
        assertThat(neutral(printed.get(block)))
            .as("block %d\n%s", block, outcome.err())
            .isEqualTo(neutral(text)));
    assertThat(outcome.out()).endsWith("is stopped.\n" + END);
  }

  /** All blocks in one shell, since a later one counts on the directory of an earlier one. */
  private static String script(List<Fence> fences) {
    List<String> lines = new ArrayList<>(List.of("trap 'tilth db stop >&2' EXIT"));
    for (Fence fence : fences) {
      String file = FILE.matcher(fence.source()).replaceFirst("");
      if (!file.equals(fence.source())) {
        lines.add("mkdir -p \"$(dirname '%s')\"".formatted(file));
        lines.add("cp '%s' '%s'".formatted(Document.root().resolve(fence.source()), file));
      } else if (isTyped(fence)) {
        lines.add(fence.text());
        lines.add("echo '%s'".formatted(END.strip()));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  /** What the page shows below a block, by the number of that block. */
  private static Map<Integer, String> shown(List<Fence> fences) {
    Map<Integer, String> shown = new TreeMap<>();
    int typed = 0;
    for (Fence fence : fences) {
      if (isTyped(fence)) {
        typed++;
      } else if (fence.language().equals("text")) {
        shown.put(typed - 1, fence.text());
      }
    }
    return shown;
  }

  /** The build of the working copy is behind us. */
  private static boolean isTyped(Fence fence) {
    return fence.language().equals("sh") && !fence.text().startsWith("./tilth ");
  }

  /**
   * Without what differs from run to run: times, the port, the hash, the columns that these widen;
   * and the trigger, since the page shows what a terminal does.
   */
  private static String neutral(String output) {
    return output
        .replaceAll("\\b\\d+(\\.\\d+)? (ms|s)\\b", "0 s")
        .replaceAll("\\b[0-9a-f]{80}\\b", "0")
        .replaceAll("\\b\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z\\b", "then")
        .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:0")
        .replaceAll("trigger (push|manual)", "trigger")
        .replaceAll(" +", " ")
        .strip();
  }
}
