package dev.tilth.migrate;

import dev.tilth.plan.MigrationScript;
import dev.tilth.script.PendingScripts;
import dev.tilth.spi.MigrationSource;
import dev.tilth.spi.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The scripts of all migration sources, read once. Immutable. */
public final class MigrationContent {

  private static final String CONFIGURATION_SUFFIX = ".conf";

  private final List<MigrationScript> scripts;
  private final Map<String, String> texts;

  private MigrationContent(List<MigrationScript> scripts, Map<String, String> texts) {
    this.scripts = List.copyOf(scripts);
    this.texts = Map.copyOf(texts);
  }

  /**
   * Reads every script of these sources.
   *
   * @throws UnusableScriptsException with every problem: names that Flyway would pass over,
   *     versions used twice, files that cannot be read
   */
  public static MigrationContent read(List<MigrationSource> sources) {
    List<String> problems = new ArrayList<>();
    Map<String, String> texts = new LinkedHashMap<>();
    List<MigrationScript> scripts = new ArrayList<>();
    for (MigrationSource source : sources) {
      for (Resource resource : source.scripts()) {
        String text = ScriptText.read(resource, problems);
        if (texts.put(resource.name(), text) != null) {
          problems.add("%s is there more than once.".formatted(resource.name()));
        }
        if (!resource.name().endsWith(CONFIGURATION_SUFFIX)) {
          ScriptName.parse(resource.name(), problems)
              .map(name -> name.script(ScriptText.checksum(text)))
              .ifPresent(scripts::add);
        }
      }
    }
    checkDuplicates(scripts, problems);
    if (!problems.isEmpty()) {
      throw new UnusableScriptsException(problems);
    }
    return new MigrationContent(scripts, texts);
  }

  private static void checkDuplicates(List<MigrationScript> scripts, List<String> problems) {
    Map<Object, String> seen = new HashMap<>();
    for (MigrationScript script : scripts) {
      Object identity = script.version().<Object>map(v -> v).orElse(script.description());
      String other = seen.put(identity, script.script());
      if (other != null) {
        problems.add(
            "%s and %s have the same %s."
                .formatted(
                    other, script.script(), script.isRepeatable() ? "description" : "version"));
      }
    }
  }

  public List<MigrationScript> scripts() {
    return scripts;
  }

  /**
   * Looks into scripts that are about to be applied; others are never taken apart.
   *
   * @throws UnusableScriptsException if one has a statement that cannot run in a transaction beside
   *     others
   */
  public void check(List<MigrationScript> pending) {
    forms(pending);
  }

  /** Those of these scripts that run outside a transaction, by file name. */
  public Set<String> lone(List<MigrationScript> pending) {
    return forms(pending).entrySet().stream()
        .filter(script -> script.getValue().lone().isPresent())
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The texts of these scripts. */
  public PendingScripts pending(List<MigrationScript> pending) {
    Map<String, String> found = new LinkedHashMap<>();
    pending.forEach(script -> found.put(script.script(), text(script.script())));
    return new PendingScripts(found);
  }

  /** How each of these scripts is run, by file name. */
  Map<String, ScriptForm> forms(List<MigrationScript> pending) {
    List<String> problems = new ArrayList<>();
    Map<String, ScriptForm> forms = new LinkedHashMap<>();
    for (MigrationScript script : pending) {
      String name = script.script();
      forms.put(name, ScriptForm.of(name, text(name), text(name + CONFIGURATION_SUFFIX), problems));
    }
    if (!problems.isEmpty()) {
      throw new UnusableScriptsException(problems);
    }
    return forms;
  }

  /** Empty for a file that is not there. */
  String text(String file) {
    return texts.getOrDefault(file, "");
  }

  /**
   * What Flyway is to read: of scripts that are pending, how to run them too. A repeatable script
   * that the plan leaves alone is not among it: Flyway would apply each that differs.
   */
  Map<String, String> texts(List<MigrationScript> pending, Map<String, ScriptForm> forms) {
    Map<String, String> all = new LinkedHashMap<>(texts);
    all.keySet().removeIf(file -> file.endsWith(CONFIGURATION_SUFFIX));
    scripts.stream()
        .filter(script -> script.isRepeatable() && !pending.contains(script))
        .forEach(script -> all.remove(script.script()));
    forms.forEach((script, form) -> all.put(script + CONFIGURATION_SUFFIX, form.configuration()));
    return all;
  }
}
