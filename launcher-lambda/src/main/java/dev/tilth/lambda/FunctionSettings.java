package dev.tilth.lambda;

import dev.tilth.Tilth;
import dev.tilth.TilthBuilder;
import dev.tilth.config.SettingsLoader;
import dev.tilth.config.TilthSettings;
import java.nio.file.Path;
import java.util.Map;

/**
 * How a function is set up.
 *
 * @param variables its environment variables
 */
record FunctionSettings(Map<String, String> variables) {

  private static final String TASK_ROOT = "LAMBDA_TASK_ROOT";

  /**
   * What carries an invocation out; opens no connection.
   *
   * @throws NoDatabaseException if there is no database
   */
  Tilth tilth(Invocation invocation, TimeLeft time) {
    TilthSettings settings = load(invocation);
    if (settings.database().access().isEmpty()) {
      throw new NoDatabaseException();
    }
    TilthBuilder builder =
        Tilth.builder()
            .settings(settings)
            .launcher("lambda")
            .session(time.session(settings.database().session()))
            .lockWait(time.patience(settings.run().locking().patience()))
            .limits(time.limits(settings.run().limits()));
    invocation.trigger().ifPresent(builder::trigger);
    if (!invocation.nonTransactional()) {
      builder.transactionalOnly();
    }
    return builder.build();
  }

  private TilthSettings load(Invocation invocation) {
    SettingsLoader loader =
        SettingsLoader.of(variables, Path.of(variables.getOrDefault(TASK_ROOT, "")));
    return invocation
        .environment()
        .map(name -> loader.with("tilth.environment", name))
        .orElse(loader)
        .load();
  }
}
