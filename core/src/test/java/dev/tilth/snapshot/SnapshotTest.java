package dev.tilth.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tilth.snapshot.SchemaObject.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SnapshotTest {

  private static final SchemaObject ROLE =
      new SchemaObject(Kind.TABLE, "app.role", List.of("column id bigint", "column code text"));
  private static final SchemaObject MOOD =
      new SchemaObject(Kind.TYPE, "app.mood", List.of("enum", "label 'calm'"));
  private static final SchemaObject COUNT =
      new SchemaObject(Kind.MATERIALIZED_VIEW, "app.count", List.of());

  @Test
  void objectsAreListedByKindAndName() {
    var snapshot = new Snapshot(List.of(COUNT, ROLE, MOOD));

    assertThat(snapshot.objects()).containsExactly(MOOD, ROLE, COUNT);
  }

  @Test
  void theTextIsOneBlockForEachObject() {
    assertThat(new Snapshot(List.of(ROLE, COUNT)).text())
        .isEqualTo(
            """
            table app.role
              column id bigint
              column code text
            materialized view app.count
            """);
  }

  @Test
  void theHashIsSha256OfTheText() {
    assertThat(new Snapshot(List.of()).hash())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(new Snapshot(List.of(ROLE)).hash()).isNotEqualTo(new Snapshot(List.of(MOOD)).hash());
  }

  @Test
  void theSameTitleTwiceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Snapshot(List.of(ROLE, MOOD, ROLE)))
        .withMessageContaining("table app.role twice");
  }

  @Test
  void aLineBreakWithinALineIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SchemaObject(Kind.TABLE, "app.role", List.of("a\nb")))
        .withMessageContaining("table app.role");
  }

  @Test
  void anExcludedTableIsNamedWithItsSchema() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SnapshotScope(Set.of(), Set.of("history")))
        .withMessageContaining("'history'");
  }
}
