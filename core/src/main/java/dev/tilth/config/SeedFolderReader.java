package dev.tilth.config;

import dev.tilth.catalog.SeedFile;
import dev.tilth.catalog.SeedFile.Kind;
import dev.tilth.catalog.SeedFolder;
import dev.tilth.spi.Resource;
import dev.tilth.spi.Seeder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads one folder into seeders, in their order. */
final class SeedFolderReader {

  private final SeedFolder folder;
  private final long chunksAbove;
  private final Problems problems;

  SeedFolderReader(SeedFolder folder, long chunksAbove, Problems problems) {
    this.folder = folder;
    this.chunksAbove = chunksAbove;
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
    return file.kind() == Kind.SQL ? reader.sql() : reader.table(oneEach(own), chunksAbove);
  }

  /** One for each environment. */
  private List<SeedFile> oneEach(List<SeedFile> overlays) {
    Map<String, SeedFile> each = new TreeMap<>();
    for (SeedFile overlay : overlays) {
      String environment = overlay.environment().orElseThrow();
      SeedFile other = each.putIfAbsent(environment, overlay);
      if (other != null) {
        problem(overlay.name(), "It would overlay the same as %s.".formatted(other.name()));
      }
    }
    return List.copyOf(each.values());
  }

  private void checkBase(SeedFile overlay, Map<String, SeedFile> seeders) {
    SeedFile base = seeders.get(overlay.seeder());
    if (base == null) {
      problem(
          overlay.name(),
          "There is no %s.csv or %s.jsonl that it could overlay; the name of a seeder has no dot."
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
