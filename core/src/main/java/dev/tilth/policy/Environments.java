package dev.tilth.policy;

import dev.tilth.spi.DidYouMean;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.TableData;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The environments that a deployment may name, each with its policy. Immutable. */
public final class Environments {

  private static final Set<Trigger> ALWAYS = EnumSet.allOf(Trigger.class);

  /** The environments of the deployment guide, from the most permissive to the strictest. */
  public static final List<EnvironmentPolicy> BUILT_IN =
      List.of(
          new EnvironmentPolicy(
              "dev",
              "dev",
              false,
              ALWAYS,
              Permission.ALLOWED,
              Permission.ALLOWED,
              false,
              true,
              true),
          new EnvironmentPolicy(
              "qa",
              "qa",
              false,
              ALWAYS,
              Permission.ALLOWED,
              Permission.ALLOWED,
              false,
              true,
              false),
          new EnvironmentPolicy(
              "staging",
              "staging",
              false,
              ALWAYS,
              Permission.PLAN_HASH,
              Permission.ALLOWED,
              true,
              false,
              false),
          new EnvironmentPolicy(
              "prod",
              "main",
              true,
              EnumSet.of(Trigger.MANUAL),
              Permission.PLAN_HASH,
              Permission.PLAN_HASH,
              true,
              false,
              false));

  private final Map<String, EnvironmentPolicy> byName = new LinkedHashMap<>();

  /** Later policies replace earlier ones of the same name. */
  public Environments(Collection<EnvironmentPolicy> policies) {
    policies.forEach(policy -> byName.put(policy.name(), policy));
  }

  public static Environments builtIn() {
    return new Environments(BUILT_IN);
  }

  /**
   * The policy of an environment.
   *
   * @throws UnknownEnvironmentException if there is none of that name
   */
  public EnvironmentPolicy policy(String name) {
    EnvironmentPolicy policy = byName.get(name);
    if (policy == null) {
      throw new UnknownEnvironmentException(name, names(), DidYouMean.among(byName.keySet(), name));
    }
    return policy;
  }

  /**
   * Passes where seeders and the overlays of their declared tables are for environments that there
   * are.
   *
   * @throws UndefinedEnvironmentException with every place that names another one
   */
  public void check(Collection<Seeder> seeders) {
    check(seeders.stream().flatMap(Naming::of));
  }

  /**
   * The same for a table that a running seeder loads.
   *
   * @throws UndefinedEnvironmentException as {@link #check(Collection)}
   */
  public void check(String seeder, TableData table) {
    check(Naming.of(seeder, table));
  }

  private void check(Stream<Naming> namings) {
    List<Naming> undefined =
        namings.filter(naming -> !byName.containsKey(naming.environment())).toList();
    if (!undefined.isEmpty()) {
      throw new UndefinedEnvironmentException(undefined, names());
    }
  }

  public Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }
}
