package dev.tilth.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dev.tilth.spi.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variables that stand for settings. An empty variable counts as missing. */
final class EnvironmentVariables {

  static final String CONFIG_FILE = "TILTH_CONFIG";

  /** Of several for one setting, the first that is there. */
  private static final List<Binding> BINDINGS =
      List.of(
          new Binding(Keys.ENVIRONMENT, List.of("TILTH_ENV")),
          new Binding(Keys.TRIGGER, List.of("TILTH_TRIGGER")),
          new Binding(Keys.PARALLEL, List.of("TILTH_PARALLEL")),
          new Binding(Keys.DATABASE_URL, List.of("DATABASE_URL")),
          new Binding(Keys.DATABASE_SECRET, List.of("DATABASE_SECRET")),
          new Binding(
              Keys.DATABASE_SECRET_ID, List.of("TILTH_DATABASE_SECRET_ID", "DATABASE_SECRET_ARN")),
          new Binding(Keys.DATABASE_DIRECT_URL, List.of("DIRECT_DATABASE_URL")),
          new Binding(Keys.DATABASE_SSL_MODE, List.of("PGSSLMODE")),
          new Binding(Keys.DATABASE_SSL_ROOT_CERT, List.of("PGSSLROOTCERT")),
          new Binding(Keys.ACTOR, List.of("TILTH_ACTOR", "GITHUB_ACTOR", "USER", "USERNAME")),
          new Binding(Keys.COMMIT, List.of("TILTH_COMMIT", "GITHUB_SHA")),
          new Binding(Keys.IMAGE, List.of("TILTH_IMAGE")),
          new Binding(Keys.CONTENT_RELEASE, List.of("TILTH_CONTENT_RELEASE")));

  private final Map<String, String> variables;

  EnvironmentVariables(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  Optional<String> value(String variable) {
    return Optional.ofNullable(variables.get(variable)).filter(value -> !value.isBlank());
  }

  Optional<Secret> secret(String variable) {
    return value(variable).map(Secret::of);
  }

  /** The settings that variables stand for. */
  Config settings() {
    Config settings = ConfigFactory.empty();
    for (Binding binding : BINDINGS) {
      Optional<String> variable =
          binding.variables().stream().filter(name -> value(name).isPresent()).findFirst();
      if (variable.isPresent()) {
        settings =
            settings.withValue(
                binding.key(),
                ConfigValueFactory.fromAnyRef(
                    value(variable.get()).orElseThrow(), "environment variable " + variable.get()));
      }
    }
    return settings;
  }

  /** All variables, for substitutions such as <code>${?NAME}</code> in a file. */
  Config forSubstitution() {
    return ConfigValueFactory.fromMap(variables, "environment variables").toConfig();
  }

  private record Binding(String key, List<String> variables) {}
}
