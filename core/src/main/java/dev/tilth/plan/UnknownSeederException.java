package dev.tilth.plan;

import dev.tilth.spi.DidYouMean;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The selection names a seeder or a tag that this build does not have. */
public final class UnknownSeederException extends TilthException {

  private static final long serialVersionUID = 1L;

  private static final String TAG = "tag";

  private UnknownSeederException(String kind, String name, Set<String> known) {
    super(
        "There is no %s '%s'; %s%s"
            .formatted(kind, name, words(kind, known), DidYouMean.among(known, name)));
  }

  private static String words(String kind, Set<String> known) {
    if (!known.isEmpty()) {
      return "this build has: %s.".formatted(String.join(", ", known));
    }
    return kind.equals(TAG) ? "no seeder of this build has a tag." : "this build has no seeder.";
  }

  static void check(Selection selection, List<SeederContent> seeders) {
    Set<String> names = sorted(seeders.stream().map(SeederContent::name));
    Stream.concat(selection.only().stream(), selection.force().stream())
        .forEach(name -> check("seeder", name, names));
    Set<String> tags = sorted(seeders.stream().flatMap(seeder -> seeder.spec().tags().stream()));
    selection.tags().forEach(tag -> check(TAG, tag, tags));
  }

  private static void check(String kind, String name, Set<String> known) {
    if (!known.contains(name)) {
      throw new UnknownSeederException(kind, name, known);
    }
  }

  private static Set<String> sorted(Stream<String> names) {
    return names.collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
