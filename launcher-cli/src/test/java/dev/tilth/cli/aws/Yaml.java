package dev.tilth.cli.aws;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a file with CloudFormation's short forms: {@code !Sub x} is {@code {"Fn::Sub": "x"}}. */
final class Yaml {

  private Yaml() {}

  static Map<String, Object> read(Path file) {
    Object document = new org.yaml.snakeyaml.Yaml(new ShortForms()).load(text(file));
    return Tree.map(document);
  }

  /** CloudFormation refuses them, and no validator says so. */
  static boolean hasAliases(Path file) {
    Iterable<org.yaml.snakeyaml.events.Event> events =
        new org.yaml.snakeyaml.Yaml().parse(new StringReader(text(file)));
    return StreamSupport.stream(events.spliterator(), false).anyMatch(AliasEvent.class::isInstance);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class ShortForms extends SafeConstructor {

    private static final List<String> TAGS =
        List.of("Sub", "If", "Equals", "Not", "And", "Or", "Join", "Select");

    ShortForms() {
      super(new LoaderOptions());
      TAGS.forEach(tag -> yamlConstructors.put(tag(tag), new Function("Fn::" + tag)));
      yamlConstructors.put(tag("GetAtt"), new Function("Fn::GetAtt"));
      yamlConstructors.put(tag("Ref"), new Function("Ref"));
      yamlConstructors.put(tag("Condition"), new Function("Condition"));
    }

    private static org.yaml.snakeyaml.nodes.Tag tag(String name) {
      return new org.yaml.snakeyaml.nodes.Tag("!" + name);
    }

    private final class Function extends AbstractConstruct {

      private final String name;

      Function(String name) {
        this.name = name;
      }

      @Override
      public Object construct(Node node) {
        return Map.of(
            name,
            switch (node) {
              case ScalarNode scalar -> constructScalar(scalar);
              case SequenceNode sequence -> constructSequence(sequence);
              case MappingNode mapping -> constructMapping(mapping);
              default -> throw new IllegalArgumentException(String.valueOf(node));
            });
      }
    }
  }
}
