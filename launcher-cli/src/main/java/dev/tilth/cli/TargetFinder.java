package dev.tilth.cli;

import dev.tilth.Tilth;
import dev.tilth.TilthBuilder;
import dev.tilth.config.SettingsLoader;
import dev.tilth.config.TilthSettings;
import dev.tilth.policy.Trigger;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out what a command is about.
 *
 * <ol>
 *   <li>The options win over environment variables, these over {@code .env}, that over the file.
 *   <li>{@code .env} is read only where nobody named an environment, or named dev.
 *   <li>Where nobody said what set the run off, it is a person if one sits at the terminal.
 *   <li>Where nobody named a database, it is the development server of this directory, in
 *       environments whose policy permits that.
 * </ol>
 */
final class TargetFinder {

  private static final String LAUNCHER = "cli";

  private final Shell shell;
  private final TargetOptions options;

  TargetFinder(Shell shell, TargetOptions options) {
    this.shell = shell;
    this.options = options;
  }

  /** Opens no connection, but may start the development server. */
  Tilth tilth() {
    return builder().build();
  }

  /** The same before it is built. */
  TilthBuilder builder() {
    return Tilth.builder()
        .settings(settings())
        .launcher(LAUNCHER)
        .clock(shell.clock())
        .stop(shell.stop());
  }

  /** With a way into a database. */
  TilthSettings settings() {
    SettingsLoader loader = loader();
    TilthSettings said = loader.load();
    if (said.run().trigger().isEmpty() && shell.interactive()) {
      loader = loader.with("tilth.trigger", Trigger.MANUAL.word());
    }
    if (said.database().access().isEmpty()) {
      loader = loader.with("tilth.database.url", localServer(said));
    }
    return loader.load();
  }

  private SettingsLoader loader() {
    if (!isDev(named())) {
      return loader(shell.variables());
    }
    SettingsLoader withDotEnv = loader(DotEnvFile.under(shell));
    // The configuration file may name another environment.
    return isDev(withDotEnv.load().run().environment()) ? withDotEnv : loader(shell.variables());
  }

  private SettingsLoader loader(Map<String, String> variables) {
    return options.over(SettingsLoader.of(variables, shell.directory()));
  }

  private Optional<String> named() {
    return options.environment().or(() -> shell.variable("TILTH_ENV"));
  }

  private static boolean isDev(Optional<String> environment) {
    return environment.filter(name -> !name.equals(LocalServers.ENVIRONMENT)).isEmpty();
  }

  private String localServer(TilthSettings said) {
    String environment = said.run().environment().orElse(LocalServers.ENVIRONMENT);
    if (!said.environments().policy(environment).embeddedDatabase()) {
      throw new NoDatabaseException(environment);
    }
    return LocalServers.of(shell).start();
  }
}
