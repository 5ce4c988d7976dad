package dev.tilth.config;

import dev.tilth.catalog.SeedFile;
import dev.tilth.catalog.SeedFile.Kind;
import dev.tilth.catalog.SeedFolder;
import dev.tilth.spi.DidYouMean;
import dev.tilth.spi.Resource;
import dev.tilth.spi.Seeder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads one folder into seeders, in their order. */
final class SeedFolderReader {

  private final SeedFolder folder;
  private final Set<String> environments;
  private final Problems problems;

  SeedFolderReader(SeedFolder folder, Set<String> environments, Problems problems) {
    this.folder = folder;
    this.environments = environments;
    this.problems = problems;
  }

  List<Seeder> read() {
    List<SeedFile> files = files();
    Map<String, SeedFile> seeders = new TreeMap<>();
    files.stream()
        .filter(file -> file.kind() != Kind.SETTINGS && file.environment().isEmpty())
        .sorted(SeedFile.ORDER)
        .forEach(file -> addTo(seeders, file));
    SettingsReader settings =
        new SettingsReader(
            new SeedConfiguration(folder, seeders.keySet(), problems).read(files), problems);
    List<SeedFile> overlays =
        files.stream()
            .filter(file -> file.kind() != Kind.SETTINGS && file.environment().isPresent())
            .toList();
    List<Seeder> read = new ArrayList<>();
    seeders.values().stream()
        .sorted(SeedFile.ORDER)
        .forEach(file -> read.add(seeder(file, settings, overlays)));
    overlays.forEach(overlay -> checkBase(overlay, seeders));
    settings.reportUnknownKeys();
    return read;
  }

  private List<SeedFile> files() {
    List<SeedFile> files = new ArrayList<>();
    try {
      for (Resource resource : folder.files()) {
        add(resource, files);
      }
      if (files.stream().allMatch(file -> file.kind() == Kind.SETTINGS)) {
        problems.add(folder.name(), "folder", "It has no seeder: no .csv, .jsonl or .sql file.");
      }
    } catch (IOException e) {
      problems.add(folder.name(), "folder", String.valueOf(e.getMessage()));
    }
    return files;
  }

  private void add(Resource resource, List<SeedFile> files) {
    try {
      SeedFile.of(resource).ifPresent(files::add);
    } catch (IllegalArgumentException e) {
      problem(resource.name(), String.valueOf(e.getMessage()));
    }
  }

  private void addTo(Map<String, SeedFile> seeders, SeedFile file) {
    SeedFile other = seeders.putIfAbsent(file.seeder(), file);
    if (other != null) {
      problem(
          file.name(),
          "It would be the seeder %s, as %s is. Rename one of them."
              .formatted(file.seeder(), other.name()));
    }
  }

  private Seeder seeder(SeedFile file, SettingsReader settings, List<SeedFile> overlays) {
    SeedReader reader = new SeedReader(file, settings, problems);
    List<SeedFile> own =
        overlays.stream().filter(overlay -> overlay.seeder().equals(file.seeder())).toList();
    return file.kind() == Kind.SQL ? reader.sql() : reader.table(usable(own, reader));
  }

  /** Those of environments that there are; each of them once. */
  private List<SeedFile> usable(List<SeedFile> overlays, SeedReader reader) {
    Set<String> known = new TreeSet<>(environments);
    known.addAll(reader.environments());
    Map<String, SeedFile> usable = new TreeMap<>();
    for (SeedFile overlay : overlays) {
      String environment = overlay.environment().orElseThrow();
      SeedFile other = usable.putIfAbsent(environment, overlay);
      if (!known.contains(environment)) {
        problem(overlay.name(), unknown(environment, known));
      } else if (other != null) {
        problem(overlay.name(), "It would overlay the same as %s.".formatted(other.name()));
      }
    }
    return List.copyOf(usable.values());
  }

  private static String unknown(String environment, Set<String> known) {
    return ("There is no environment '%s', whose overlay this would be; the name of a seeder has no"
            + " dot. %s")
        .formatted(environment, DidYouMean.orAnyOf(known, environment));
  }

  private void checkBase(SeedFile overlay, Map<String, SeedFile> seeders) {
    SeedFile base = seeders.get(overlay.seeder());
    if (base == null) {
      problem(
          overlay.name(),
          "There is no %s.csv or %s.jsonl that it could overlay."
              .formatted(overlay.seeder(), overlay.seeder()));
    } else if (base.kind() == Kind.SQL || overlay.kind() == Kind.SQL) {
      problem(
          overlay.name(),
          "SQL has no overlays. Make it a seeder of its own, and say environments = [%s] of it."
              .formatted(overlay.environment().orElseThrow()));
    }
  }

  private void problem(String file, String reason) {
    problems.add(file, folder.name(), reason);
  }
}
