package dev.tilth.snapshot;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One object that two snapshots, left and right, do not have in common. */
public sealed interface Difference {

  /** The object, such as {@code table app.role}. */
  String title();

  /** For people: the title, marked with {@code -}, {@code +} or {@code ~}, and what changed. */
  String text();

  /** Only the left snapshot has it. */
  record OnlyLeft(SchemaObject object) implements Difference {

    @Override
    public String title() {
      return object.title();
    }

    @Override
    public String text() {
      return "- " + title();
    }
  }

  /** Only the right snapshot has it. */
  record OnlyRight(SchemaObject object) implements Difference {

    @Override
    public String title() {
      return object.title();
    }

    @Override
    public String text() {
      return "+ " + title();
    }
  }

  /**
   * Both have it, with different definitions.
   *
   * @param left the object in the left snapshot
   * @param right the object of the same kind and name in the right snapshot
   */
  record Changed(SchemaObject left, SchemaObject right) implements Difference {

    @Override
    public String title() {
      return left.title();
    }

    /** The lines that the left definition has and the right one has not, or has elsewhere. */
    public List<String> onlyLeft() {
      return LineDifference.missing(left.lines(), right.lines());
    }

    /** The lines that the right definition has and the left one has not, or has elsewhere. */
    public List<String> onlyRight() {
      return LineDifference.missing(right.lines(), left.lines());
    }

    @Override
    public String text() {
      return Stream.of(
              Stream.of("~ " + title()),
              onlyLeft().stream().map(line -> "    - " + line),
              onlyRight().stream().map(line -> "    + " + line))
          .flatMap(lines -> lines)
          .collect(Collectors.joining("\n"));
    }
  }
}
