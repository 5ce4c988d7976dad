package dev.tilth.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.snapshot.SchemaObject.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  @Test
  void equalSnapshotsHaveNone() {
    assertThat(snapshot(role("a", "b")).differencesTo(snapshot(role("a", "b")))).isEmpty();
  }

  @Test
  void anObjectOfOneSideIsNamed() {
    var left = snapshot(role("a"), index("app.left"));
    var right = snapshot(role("a"), index("app.right"));

    assertThat(left.differencesTo(right))
        .containsExactly(
            new Difference.OnlyLeft(index("app.left")),
            new Difference.OnlyRight(index("app.right")))
        .extracting(Difference::text)
        .containsExactly("- index app.left", "+ index app.right");
  }

  @Test
  void aChangedObjectTellsTheLinesOfEachSide() {
    var changed =
        change(
            role("column id integer", "column code text"),
            role("column id bigint", "column code text", "comment 'roles'"));

    assertThat(changed.onlyLeft()).containsExactly("column id integer");
    assertThat(changed.onlyRight()).containsExactly("column id bigint", "comment 'roles'");
    assertThat(changed.text())
        .isEqualTo(
            """
            ~ table app.role
                - column id integer
                + column id bigint
                + comment 'roles'\
            """);
  }

  @Test
  void linesInAnotherOrderAreToldOnBothSides() {
    var changed =
        change(
            role("column a text", "column b text", "column c text"),
            role("column b text", "column a text", "column c text"));

    assertThat(changed.onlyLeft()).containsExactly("column a text", "column b text");
    assertThat(changed.onlyRight()).containsExactly("column b text", "column a text");
  }

  @Test
  void aLineThatIsThereMoreOftenIsToldAsOftenAsItIsShort() {
    var changed = change(role("end if;", "end if;", "end if;"), role("end if;"));

    assertThat(changed.onlyLeft()).containsExactly("end if;", "end if;");
    assertThat(changed.onlyRight()).isEmpty();
  }

  @Test
  void theSameNameOfAnotherKindIsAnotherObject() {
    var view = new SchemaObject(Kind.VIEW, "app.role", List.of());

    assertThat(snapshot(role()).differencesTo(snapshot(view)))
        .containsExactly(new Difference.OnlyLeft(role()), new Difference.OnlyRight(view));
  }

  private static Difference.Changed change(SchemaObject left, SchemaObject right) {
    List<Difference> differences = snapshot(left).differencesTo(snapshot(right));
    assertThat(differences).containsExactly(new Difference.Changed(left, right));
    return new Difference.Changed(left, right);
  }

  private static Snapshot snapshot(SchemaObject... objects) {
    return new Snapshot(List.of(objects));
  }

  private static SchemaObject role(String... lines) {
    return new SchemaObject(Kind.TABLE, "app.role", List.of(lines));
  }

  private static SchemaObject index(String name) {
    return new SchemaObject(Kind.INDEX, name, List.of());
  }
}
