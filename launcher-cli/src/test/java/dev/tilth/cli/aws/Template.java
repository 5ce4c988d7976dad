package dev.tilth.cli.aws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A CloudFormation template of this repository. */
record Template(Path file, Map<String, Object> content) {

  private static final List<String> FOLDERS = List.of("launcher-cli/aws", "launcher-lambda/aws");

  /**
   * A resource.
   *
   * @param reasons why its policies have wildcards, by the Sid of the statement
   */
  record Resource(
      String name, String type, Map<String, Object> properties, Map<String, Object> reasons) {

    /** What its policies grant or let others do. */
    List<Statement> statements() {
      return Tree.maps(properties)
          .filter(map -> map.containsKey("Effect"))
          .map(Statement::of)
          .toList();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A statement of a policy. */
  record Statement(
      String sid, String effect, List<String> actions, List<String> resources, String condition) {

    private static Statement of(Map<String, Object> map) {
      return new Statement(
          String.valueOf(map.getOrDefault("Sid", "")),
          String.valueOf(map.get("Effect")),
          Tree.texts(map.get("Action")).toList(),
          Tree.texts(map.get("Resource")).toList(),
          String.valueOf(map.getOrDefault("Condition", "")));
    }

    boolean hasWildcard() {
      return resources.stream().anyMatch(resource -> resource.contains("*"));
    }
  }

  /** Those of the command line and of the function. */
  static List<Template> all() throws IOException {
    List<Template> all = new ArrayList<>();
    for (String folder : FOLDERS) {
      try (Stream<Path> files = Files.list(root().resolve(folder))) {
        files
            .filter(file -> file.toString().endsWith(".yaml"))
            .sorted()
            .map(Template::read)
            .forEach(all::add);
      }
    }
    return List.copyOf(all);
  }

  static Template of(String name) {
    return FOLDERS.stream()
        .map(folder -> root().resolve(folder).resolve(name))
        .filter(Files::exists)
        .findFirst()
        .map(Template::read)
        .orElseThrow(() -> new AssertionError("There is no template " + name));
  }

  private static Template read(Path file) {
    return new Template(file, Yaml.read(file));
  }

  /** Surefire runs in the module, other tools in the root. */
  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("launcher-cli")) ? here : here.resolve("..").normalize();
  }

  List<Resource> resources() {
    return Tree.map(content.get("Resources")).entrySet().stream()
        .map(entry -> resource(entry.getKey(), Tree.map(entry.getValue())))
        .toList();
  }

  private static Resource resource(String name, Map<String, Object> body) {
    Map<String, Object> reasons =
        Optional.ofNullable(body.get("Metadata"))
            .map(metadata -> Tree.map(Tree.at(metadata, "WildcardReasons")))
            .orElse(Map.of());
    return new Resource(
        name, String.valueOf(body.get("Type")), Tree.map(body.get("Properties")), reasons);
  }

  Stream<Resource> resources(String type) {
    return resources().stream().filter(resource -> resource.type().equals(type));
  }

  Resource resource(String name) {
    return resources().stream()
        .filter(resource -> resource.name().equals(name))
        .findAny()
        .orElseThrow(() -> new AssertionError("%s has no resource %s".formatted(this, name)));
  }

  @Override
  public String toString() {
    return file.getFileName().toString();
  }
}
