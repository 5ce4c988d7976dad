package dev.tilth.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SeederSpecTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "1st", "with space", "a/b", "-a", "dev.tilth.Räume"})
  void a_name_outside_the_pattern_is_refused_with_the_name(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeederSpec.once(name))
        .withMessageContaining("'" + name + "'");
  }

  @Test
  void a_version_below_one_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeederSpec.once("A").withVersion(0))
        .withMessageContaining("is 0");
  }

  @Test
  void each_step_leaves_the_earlier_specification_alone() {
    SeederSpec plain = SeederSpec.once("A");
    SeederSpec full = plain.withVersion(2).after("C", "B").in("qa").tagged("t");

    assertThat(plain).isEqualTo(SeederSpec.once("A"));
    assertThat(full.dependsOn()).containsExactly("B", "C");
    assertThat(full.environments()).containsExactly("qa");
    assertThat(full.tags()).containsExactly("t");
    assertThat(full.version()).isEqualTo(2);
  }

  @Test
  void to_depend_on_nothing_is_something_else_than_to_say_nothing() {
    assertThat(SeederSpec.once("A").dependencies()).isEmpty();
    assertThat(SeederSpec.onChange("A").dependencies()).isEmpty();
    assertThat(SeederSpec.once("A").independent().dependencies()).contains(Set.of());
    assertThat(SeederSpec.once("A").after("B").independent().dependsOn()).isEmpty();
    assertThat(SeederSpec.once("A").after("B").in("qa").dependencies()).contains(Set.of("B"));
  }
}
