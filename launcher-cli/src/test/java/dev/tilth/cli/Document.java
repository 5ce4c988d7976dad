package dev.tilth.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Markdown file of this repository, as far as tests look into it.
 *
 * @param prose the lines outside of fenced blocks
 */
record Document(Path file, String prose, List<Fence> fences) {

  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern SOURCE = Pattern.compile("<!-- from (\\S+) -->");
  private static final Set<String> NOT_OURS = Set.of(".git", ".tilth", "node_modules", "target");

  /**
   * A fenced block.
   *
   * @param source the file that a comment above it names, or an empty text
   */
  record Fence(String language, String source, String text) {}

  /** Where the repository begins. */
  static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.resolve("..").normalize();
    }
    return directory;
  }

  /** Every Markdown file of the repository. */
  static List<Document> all() throws IOException {
    try (Stream<Path> files = Files.walk(root())) {
      return files.filter(Document::isOurs).sorted().map(Document::read).toList();
    }
  }

  static Document of(String name) {
    return read(root().resolve(name));
  }

  private static boolean isOurs(Path file) {
    Path relative = root().relativize(file);
    return file.toString().endsWith(".md")
        && IntStream.range(0, relative.getNameCount())
            .noneMatch(i -> NOT_OURS.contains(relative.getName(i).toString()));
  }

  private static Document read(Path file) {
    List<String> prose = new ArrayList<>();
    List<Fence> fences = new ArrayList<>();
    List<String> block = new ArrayList<>();
    String opening = "";
    for (String line : text(file).lines().toList()) {
      if (!line.startsWith("```")) {
        (opening.isEmpty() ? prose : block).add(line);
      } else if (opening.isEmpty()) {
        opening = line;
        block.clear();
      } else {
        fences.add(
            new Fence(
                opening.substring(3), source(prose), String.join("\n", block).stripTrailing()));
        opening = "";
      }
    }
    return new Document(file, String.join("\n", prose), List.copyOf(fences));
  }

  private static String source(List<String> prose) {
    Matcher comment = SOURCE.matcher(prose.isEmpty() ? "" : prose.getLast());
    return comment.matches() ? comment.group(1) : "";
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Targets of links. */
  List<String> links() {
    return LINK.matcher(prose).results().map(link -> link.group(1)).toList();
  }

  /** What stands between backquotes. */
  List<String> spans() {
    return spans(prose);
  }

  static List<String> spans(String text) {
    return SPAN.matcher(text).results().map(span -> span.group(1).replace('\n', ' ')).toList();
  }

  /** The prose under a heading, up to the next one of any level. */
  String section(String heading) {
    int start = ("\n" + prose).indexOf("\n" + heading + "\n");
    if (start < 0) {
      throw new AssertionError("%s has no heading '%s'.".formatted(this, heading));
    }
    String rest = prose.substring(start + heading.length());
    int end = rest.indexOf("\n#");
    return end < 0 ? rest : rest.substring(0, end);
  }

  /** The cells of a section's table, its header first. */
  List<List<String>> table(String heading) {
    return section(heading)
        .lines()
        .filter(line -> line.startsWith("|") && !line.startsWith("|---"))
        .map(line -> line.substring(1, line.length() - 1).split("\\|", -1))
        .map(cells -> Arrays.stream(cells).map(String::strip).toList())
        .toList();
  }

  /** What a link to a heading of this file is called. */
  Set<String> anchors() {
    return prose
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Override
  public String toString() {
    return root().relativize(file).toString();
  }
}
