package dev.tilth.snapshot;

import dev.tilth.snapshot.SchemaObject.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the lines of each object, in the order in which the queries give them. */
final class ObjectCollector {

  private record Key(Kind kind, String name) {}

  private final Map<Key, List<String>> lines = new LinkedHashMap<>();

  /**
   * Adds to an object.
   *
   * @param text one or several lines; null if the object is only to be known
   */
  void add(String kind, String name, @Nullable String text) {
    var key = new Key(Kind.of(kind), name);
    List<String> definition = lines.computeIfAbsent(key, k -> new ArrayList<>());
    if (text != null) {
      definition.addAll(List.of(text(key.kind(), text).stripTrailing().split("\n", -1)));
    }
  }

  private static String text(Kind kind, String text) {
    return switch (kind) {
      case VIEW, MATERIALIZED_VIEW -> ViewText.withoutOnlyRelation(text);
      default -> text;
    };
  }

  Snapshot snapshot() {
    return new Snapshot(
        lines.entrySet().stream()
            .map(e -> new SchemaObject(e.getKey().kind(), e.getKey().name(), e.getValue()))
            .toList());
  }
}
