package dev.tilth.lambda;

import dev.tilth.Tilth;
import dev.tilth.TilthBuilder;
import dev.tilth.config.SettingsLoader;
import dev.tilth.config.TilthSettings;
import dev.tilth.database.StoredSecret;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How a function is set up. Remembers its secrets as long as the process lives. */
final class FunctionSettings {

  private static final String TASK_ROOT = "LAMBDA_TASK_ROOT";

  private final Map<String, String> variables;
  private final Map<String, StoredSecret> secrets = new ConcurrentHashMap<>();

  /**
   * @param variables its environment variables
   */
  FunctionSettings(Map<String, String> variables) {
    this.variables = variables;
  }

  /**
   * What carries an invocation out; opens no connection.
   *
   * @throws dev.tilth.spi.TilthException if a setting is wrong, or the content cannot be used
   */
  Tilth tilth(Invocation invocation, TimeLeft time) {
    TilthSettings settings = load(invocation);
    TilthBuilder builder =
        Tilth.builder()
            .settings(settings)
            .launcher("lambda")
            .session(time.session(settings.database().session()))
            .lockWait(time.patience(settings.run().locking().patience()))
            .limits(time.limits(settings.run().limits()));
    settings.database().access(this::secret).ifPresent(builder::access);
    invocation.trigger().ifPresent(builder::trigger);
    if (!invocation.nonTransactional()) {
      builder.transactionalOnly();
    }
    return builder.build();
  }

  /**
   * Reads what holds for every invocation.
   *
   * @throws NoDatabaseException if there is no database
   * @throws dev.tilth.spi.TilthException if a setting is wrong
   */
  void check() {
    if (load(Invocation.of(Command.STATUS)).database().access().isEmpty()) {
      throw new NoDatabaseException();
    }
  }

  private StoredSecret secret(String id) {
    return secrets.computeIfAbsent(id, StoredSecret::named);
  }

  /** The same for another database. */
  FunctionSettings at(String url) {
    Map<String, String> others = new HashMap<>(variables);
    others.put("DATABASE_URL", url);
    others.put("DIRECT_DATABASE_URL", url);
    return new FunctionSettings(others);
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
