package dev.tilth.spi;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
 * @param dependencies names of seeders that must have been applied before; empty where its author
 *     says nothing about them. Then it has the run for itself, after everything before it in the
 *     plan, since dependencies that nobody declared exist. A set without names declares that there
 *     are none.
 * @param environments where it runs; empty means everywhere
 * @param tags labels for the selection with {@code --tag}
 * @param resources its data files; their bytes are part of the checksum
 */
public record SeederSpec(
    String name,
    SeedMode mode,
    int version,
    Optional<Set<String>> dependencies,
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
    dependencies = dependencies.map(SeederSpec::sorted);
    environments = sorted(environments);
    tags = sorted(tags);
    resources = List.copyOf(resources);
  }

  /** A seeder that runs once, version 1, everywhere; it says nothing about dependencies. */
  public static SeederSpec once(String name) {
    return new SeederSpec(name, SeedMode.ONCE, 1, Optional.empty(), Set.of(), Set.of(), List.of());
  }

  /**
   * A seeder that runs again when one of these resources or its version changes; it says nothing
   * about dependencies.
   */
  public static SeederSpec onChange(String name, Resource... resources) {
    return new SeederSpec(
        name,
        SeedMode.ON_CHANGE,
        1,
        Optional.empty(),
        Set.of(),
        Set.of(),
        Arrays.asList(resources));
  }

  /** Names of seeders that must have been applied before; none where its author says nothing. */
  public Set<String> dependsOn() {
    return dependencies.orElse(Set.of());
  }

  public SeederSpec withVersion(int newVersion) {
    return new SeederSpec(name, mode, newVersion, dependencies, environments, tags, resources);
  }

  /**
   * Replaces the dependencies: it needs these seeders and no other, and may run at the same time as
   * those ({@link dev.tilth.TilthBuilder#parallel}).
   */
  public SeederSpec after(String... seeders) {
    Optional<Set<String>> declared = Optional.of(Set.of(seeders));
    return new SeederSpec(name, mode, version, declared, environments, tags, resources);
  }

  /** Declares that it needs no other seeder: {@link #after} without names. */
  public SeederSpec independent() {
    return after();
  }

  /** Replaces the environments it runs in. */
  public SeederSpec in(String... names) {
    return new SeederSpec(name, mode, version, dependencies, Set.of(names), tags, resources);
  }

  /** Replaces the tags. */
  public SeederSpec tagged(String... labels) {
    return new SeederSpec(
        name, mode, version, dependencies, environments, Set.of(labels), resources);
  }

  /** Replaces the resources. */
  public SeederSpec reading(Resource... files) {
    return new SeederSpec(
        name, mode, version, dependencies, environments, tags, Arrays.asList(files));
  }

  private static Set<String> sorted(Set<String> values) {
    return Collections.unmodifiableSet(new TreeSet<>(values));
  }
}
