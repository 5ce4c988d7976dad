package dev.tilth.cli.aws;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a YAML document consists of. */
final class Tree {

  private Tree() {}

  static Map<String, Object> map(@Nullable Object node) {
    if (node instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .collect(
              Collectors.toMap(
                  entry -> String.valueOf(entry.getKey()),
                  entry -> Optional.<Object>ofNullable(entry.getValue()).orElse("")));
    }
    throw new AssertionError("Expected is a mapping, found: " + node);
  }

  /** A single value is a list of one. */
  static List<Object> list(@Nullable Object node) {
    return switch (node) {
      case null -> List.of();
      case Collection<?> all -> all.stream().map(Object.class::cast).toList();
      default -> List.of(node);
    };
  }

  /** The value behind the keys; fails where one is missing. */
  static Object at(Object node, String... keys) {
    Object found = node;
    for (String key : keys) {
      Object next = map(found).get(key);
      if (next == null) {
        throw new AssertionError("No key '%s' in %s".formatted(key, found));
      }
      found = next;
    }
    return found;
  }

  /** Every mapping in it, itself included. */
  static Stream<Map<String, Object>> maps(@Nullable Object node) {
    return switch (node) {
      case Map<?, ?> map ->
          Stream.concat(Stream.of(map(map)), map.values().stream().flatMap(Tree::maps));
      case Collection<?> all -> all.stream().flatMap(Tree::maps);
      case null, default -> Stream.of();
    };
  }

  /** Every text in it, that of functions included. */
  static Stream<String> texts(@Nullable Object node) {
    return switch (node) {
      case null -> Stream.of();
      case Map<?, ?> map -> map.values().stream().flatMap(Tree::texts);
      case Collection<?> all -> all.stream().flatMap(Tree::texts);
      default -> Stream.of(node.toString());
    };
  }
}
