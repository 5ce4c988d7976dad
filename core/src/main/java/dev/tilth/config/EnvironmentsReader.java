package dev.tilth.config;

import com.typesafe.config.ConfigUtil;
import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.policy.Environments;
import dev.tilth.policy.Permission;
import dev.tilth.policy.Trigger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads {@code tilth.environments.<name>}. What a built-in environment does not say stays as it is;
 * what an added one does not say is as strict as in {@code prod}, and its branch has its name.
 */
final class EnvironmentsReader {

  private static final String STRICTEST = "prod";

  private final SettingsReader reader;
  private final Environments builtIn = Environments.builtIn();

  EnvironmentsReader(SettingsReader reader) {
    this.reader = reader;
  }

  Environments read() {
    Set<String> names = new LinkedHashSet<>(builtIn.names());
    names.addAll(reader.names(Keys.ENVIRONMENTS));
    List<EnvironmentPolicy> policies = new ArrayList<>();
    for (String name : names) {
      try {
        policies.add(policy(name));
      } catch (IllegalArgumentException e) {
        reader.problem(key(name), String.valueOf(e.getMessage()));
      }
    }
    return new Environments(policies);
  }

  private EnvironmentPolicy policy(String name) {
    boolean known = builtIn.names().contains(name);
    EnvironmentPolicy base = builtIn.policy(known ? name : STRICTEST);
    return new EnvironmentPolicy(
        name,
        reader.read(
            key(name, "branch"),
            Function.identity(),
            known ? base.branch() : name,
            Function.identity()),
        yesOrNo(key(name, "protected"), base.guarded()),
        seedsOn(key(name, "seeds-on"), base.seedsOn()),
        permission(key(name, "mirror-deletes"), base.mirrorDeletes()),
        permission(key(name, "force"), base.force()),
        yesOrNo(key(name, "force-reason"), base.forceReason()),
        yesOrNo(key(name, "out-of-order"), base.outOfOrder()),
        yesOrNo(key(name, "embedded-database"), base.embeddedDatabase()));
  }

  private boolean yesOrNo(String key, boolean otherwise) {
    return reader.read(key, Values::yesOrNo, otherwise, String::valueOf);
  }

  private Permission permission(String key, Permission otherwise) {
    return reader.read(
        key, Values.word(Permission.class, Permission::word), otherwise, Permission::word);
  }

  private Set<Trigger> seedsOn(String key, Set<Trigger> otherwise) {
    Function<String, Trigger> word = Values.word(Trigger.class, Trigger::word);
    Set<Trigger> triggers = EnumSet.noneOf(Trigger.class);
    for (String text : reader.texts(key, words(otherwise))) {
      try {
        triggers.add(word.apply(text));
      } catch (IllegalArgumentException e) {
        reader.problem(key, "It contains '%s'. %s".formatted(text, e.getMessage()));
      }
    }
    return triggers;
  }

  private static List<String> words(Set<Trigger> triggers) {
    return triggers.stream().map(Trigger::word).toList();
  }

  private static String key(String name) {
    return Keys.ENVIRONMENTS + "." + ConfigUtil.joinPath(name);
  }

  private static String key(String name, String setting) {
    return key(name) + "." + setting;
  }
}
