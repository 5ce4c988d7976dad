package dev.tilth.spi;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What Tilth needs to know of a seeder before it runs.
 *
 * @param name the identity, chosen by the author and never derived from a class: a letter, then up
 *     to 99 letters, digits, dots, underscores or hyphens
 * @param mode when it runs again
 * @param version the author's number, 1 or more; raising it tells Tilth of a change that no
 *     resource shows, such as changed code
 * @param dependsOn names of seeders that must have been applied before
 * @param environments where it runs; empty means everywhere
 * @param tags labels for the selection with {@code --tag}
 * @param resources its data files; their bytes are part of the checksum
 */
public record SeederSpec(
    String name,
    SeedMode mode,
    int version,
    Set<String> dependsOn,
    Set<String> environments,
    Set<String> tags,
    List<Resource> resources) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,99}");

  public SeederSpec {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A seeder's name must match %s, but is '%s'.".formatted(NAME.pattern(), name));
    }
    if (version < 1) {
      throw new IllegalArgumentException(
          "The version of seeder %s must be 1 or more, but is %d.".formatted(name, version));
    }
    dependsOn = sorted(dependsOn);
    environments = sorted(environments);
    tags = sorted(tags);
    resources = List.copyOf(resources);
  }

  /** A seeder that runs once, version 1, everywhere, without dependencies. */
  public static SeederSpec once(String name) {
    return new SeederSpec(name, SeedMode.ONCE, 1, Set.of(), Set.of(), Set.of(), List.of());
  }

  /** A seeder that runs again when one of these resources or its version changes. */
  public static SeederSpec onChange(String name, Resource... resources) {
    return new SeederSpec(
        name, SeedMode.ON_CHANGE, 1, Set.of(), Set.of(), Set.of(), Arrays.asList(resources));
  }

  public SeederSpec withVersion(int newVersion) {
    return new SeederSpec(name, mode, newVersion, dependsOn, environments, tags, resources);
  }

  /** Replaces the dependencies. */
  public SeederSpec after(String... seeders) {
    return new SeederSpec(name, mode, version, Set.of(seeders), environments, tags, resources);
  }

  /** Replaces the environments it runs in. */
  public SeederSpec in(String... names) {
    return new SeederSpec(name, mode, version, dependsOn, Set.of(names), tags, resources);
  }

  /** Replaces the tags. */
  public SeederSpec tagged(String... labels) {
    return new SeederSpec(name, mode, version, dependsOn, environments, Set.of(labels), resources);
  }

  /** Replaces the resources. */
  public SeederSpec reading(Resource... files) {
    return new SeederSpec(name, mode, version, dependsOn, environments, tags, Arrays.asList(files));
  }

  private static Set<String> sorted(Set<String> values) {
    return Collections.unmodifiableSet(new TreeSet<>(values));
  }
}
