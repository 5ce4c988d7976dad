package dev.tilth.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.config.InvalidSettingsException;
import dev.tilth.spi.FailureKind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TilthHandlerTest {

  @Test
  void aFunctionWithoutADatabaseSaysWhichVariableToSet(@TempDir Path root) {
    Function function = Function.with(Map.of("LAMBDA_TASK_ROOT", root.toString()));

    assertThatThrownBy(() -> function.invoke("{\"command\": \"deploy\"}"))
        .isInstanceOfSatisfying(
            NoDatabaseException.class,
            thrown -> assertThat(thrown.kind()).isEqualTo(FailureKind.USAGE))
        .hasMessageContainingAll("DATABASE_URL", "DATABASE_SECRET");
  }

  @Test
  void aMisspeltEnvironmentIsASettingProblem(@TempDir Path root) {
    Function function =
        Function.with(
            Map.of(
                "LAMBDA_TASK_ROOT",
                root.toString(),
                "DATABASE_URL",
                "postgresql://a@127.0.0.1:1/a"));

    assertThatThrownBy(
            () -> function.invoke("{\"command\": \"deploy\", \"environment\": \"stagin\"}"))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("Did you mean 'staging'?");
  }
}
