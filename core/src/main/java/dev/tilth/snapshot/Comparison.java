package dev.tilth.snapshot;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pairs the objects of two snapshots by kind and name. */
final class Comparison {

  private Comparison() {}

  static List<Difference> of(Snapshot left, Snapshot right) {
    Map<String, SchemaObject> lefts = byTitle(left);
    Map<String, SchemaObject> rights = byTitle(right);
    var all = new TreeSet<>(Snapshot.ORDER);
    all.addAll(left.objects());
    all.addAll(right.objects());
    List<Difference> differences = new ArrayList<>();
    for (SchemaObject object : all) {
      Difference difference = difference(lefts.get(object.title()), rights.get(object.title()));
      if (difference != null) {
        differences.add(difference);
      }
    }
    return List.copyOf(differences);
  }

  private static Map<String, SchemaObject> byTitle(Snapshot snapshot) {
    return snapshot.objects().stream().collect(toMap(SchemaObject::title, Function.identity()));
  }

  private static @Nullable Difference difference(
      @Nullable SchemaObject left, @Nullable SchemaObject right) {
    if (right == null) {
      return new Difference.OnlyLeft(Objects.requireNonNull(left));
    }
    if (left == null) {
      return new Difference.OnlyRight(right);
    }
    return left.equals(right) ? null : new Difference.Changed(left, right);
  }
}
